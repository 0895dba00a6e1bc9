"use strict";
// Cards beside the marked terms, made from the notes at the end of the page. Without this script each
// term is a link to its note; with it Enter still goes there, while pointing, focus and a tap show the card.
{
  const SHOW = 120, HIDE = 250; // milliseconds that a pointer rests on a term, or is away from it
  const EDGE = 8, GAP = 6; // pixels
  const SENSES = ["party", "western", "general", "undecided"];
  const text = document.getElementById("text");
  const bar = document.getElementById("bar");
  const card = make("aside", { id: "card", hidden: true });
  const cameFrom = new Map(); // note -> the term from which it was opened
  let shown = null, pinned = false, timer = 0;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function isOff(term) {
    return SENSES.some(
      (sense) => term.classList.contains(sense) && document.getElementById(`show-${sense}`)?.checked === false,
    );
  }

  function termAt(target) {
    const term = target instanceof Element ? target.closest("a.t") : null;
    return term && text.contains(term) && !isOff(term) ? term : null;
  }

  function copyOf(note) {
    const copy = note.querySelector(".told").cloneNode(true);
    copy.querySelectorAll(".full").forEach((part) => part.remove());
    copy.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    return copy;
  }

  function toNote(number, term, label) {
    const link = make("a", { href: `#n${number}`, tabIndex: -1 }, label);
    link.addEventListener("click", () => leave(number, term));
    return link;
  }

  function leave(number, term) {
    cameFrom.set(`n${number}`, term);
    hide();
  }

  function fill(term) {
    const [number, ...inner] = term.dataset.n.split(" ");
    const close = make("button", { type: "button", className: "close", tabIndex: -1, title: "Close (Escape)" }, "×");
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", hide);
    const body = copyOf(document.getElementById(`n${number}`));
    const warning = term.getAttribute("aria-description");
    const first = body.querySelector(".sense") ?? body.querySelector("h3");
    if (term.dataset.why) first.after(make("p", { className: "this" }, term.dataset.why));
    if (warning) first.after(make("p", { className: "bad" }, `This form is ${warning}`));
    for (const each of inner) {
      const title = document.querySelector(`#n${each} h3 b`).textContent;
      const gist = ["r", "d"].map((part) => document.getElementById(part + each)?.textContent ?? "");
      body.append(make("p", { className: "inner" }, "Inside it: ", toNote(each, term, title), ` ${gist.filter(Boolean).join(" · ")}`));
    }
    card.replaceChildren(close, body, make("footer", {}, toNote(number, term, `Note ${number}`)));
  }

  function place(term, x, y) {
    const lines = [...term.getClientRects()];
    const near = (r) => x >= r.left - 2 && x <= r.right + 2 && y >= r.top - 2 && y <= r.bottom + 2;
    const line = lines.find(near) ?? lines[0] ?? term.getBoundingClientRect();
    card.style.maxHeight = "none";
    const top = bar.getBoundingClientRect().bottom;
    const below = window.innerHeight - line.bottom - GAP - EDGE;
    const above = line.top - top - GAP - EDGE;
    const wanted = card.offsetHeight;
    const under = wanted <= below || below >= above;
    const height = Math.min(wanted, Math.max(under ? below : above, 120));
    const right = document.documentElement.clientWidth - EDGE - card.offsetWidth;
    card.style.maxHeight = `${height}px`;
    card.style.left = `${Math.max(EDGE, Math.min(line.left, right)) + window.scrollX}px`;
    card.style.top = `${(under ? line.bottom + GAP : line.top - GAP - height) + window.scrollY}px`;
  }

  function show(term, { pin = false, x = -1, y = -1 } = {}) {
    clearTimeout(timer);
    if (shown !== term) {
      hide();
      shown = term;
      term.classList.add("open");
      // What a tap opens is read out; on focus the description of the term is read anyway.
      card.setAttribute("aria-live", pin ? "polite" : "off");
      card.hidden = false;
      fill(term);
      card.scrollTop = 0;
      place(term, x, y);
    }
    pinned = pin;
  }

  function hide() {
    clearTimeout(timer);
    shown?.classList.remove("open");
    shown = null;
    pinned = false;
    card.hidden = true;
  }

  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  function hideSoon() {
    if (!pinned) later(hide, HIDE);
  }

  text.addEventListener("pointerover", (event) => {
    const term = termAt(event.target);
    if (!term || event.pointerType === "touch" || pinned) return;
    if (term === shown) clearTimeout(timer);
    else later(() => show(term, { x: event.clientX, y: event.clientY }), SHOW);
  });
  text.addEventListener("pointerout", (event) => {
    if (termAt(event.target) && event.pointerType !== "touch") hideSoon();
  });
  card.addEventListener("pointerdown", () => { pinned = true; });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") hideSoon();
  });
  text.addEventListener("focusin", (event) => {
    const term = termAt(event.target);
    if (term) show(term, { pin: pinned && shown === term });
  });
  text.addEventListener("focusout", (event) => {
    if (!pinned && !card.contains(event.relatedTarget)) hide();
  });
  text.addEventListener("click", (event) => {
    const link = event.target.closest("a.t");
    if (link && isOff(link)) event.preventDefault();
    const term = termAt(event.target);
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.detail === 0) { // Enter: the link is followed
      leave(term.dataset.n.split(" ")[0], term);
      return;
    }
    event.preventDefault();
    if (!window.getSelection().isCollapsed) return;
    if (pinned && shown === term) hide();
    else show(term, { pin: true, x: event.clientX, y: event.clientY });
  });
  document.addEventListener("click", (event) => {
    if (shown && !card.contains(event.target) && !termAt(event.target)) hide();
    const back = event.target.closest(".back");
    const term = back && cameFrom.get(back.closest(".note").id);
    if (term) {
      event.preventDefault();
      term.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("change", (event) => {
    const sense = event.target.id.replace("show-", "");
    if (SENSES.includes(sense)) {
      for (const term of text.querySelectorAll(`a.t.${sense}`)) {
        if (event.target.checked) term.removeAttribute("tabindex");
        else term.tabIndex = -1;
      }
    }
    hide();
  });
  window.addEventListener("resize", () => shown && place(shown, -1, -1));

  card.setAttribute("aria-label", "Card of the term");
  card.setAttribute("role", "region");
  document.body.append(card);
  const legend = document.getElementById("legend");
  if (legend) text.before(legend);
  document.documentElement.classList.add("live");
}

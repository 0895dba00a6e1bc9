"""Bytes become text in the encoding they have, and what is wrong with them is said with its place."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tifa.decoding import CHUNK, Input, detect
from tifa.errors import InputError

SIMPLIFIED = (
    "街道办事处在红灯工程推进会上提出，要把服务居民的事情办好，把村务公开的日子定下来。会议要求各村干部走进农户，"
    "听取意见，解决困难。老王说，这条路修了三年，今年总算通车了。\n孩子们在新操场上跑步，老师在旁边看着，大家都很"
    "高兴。傍晚，灯一盏一盏亮起来，照着桥头卖豆腐的小摊，也照着收工回家的人。\n负责人表示，下一步还要把书屋搬到"
    "河对岸，让老人少走几步路；图纸已经贴在墙上，谁有不同看法，都可以写在旁边的本子里。"
)
TRADITIONAL = (
    "街道辦事處在紅燈工程推進會上提出，要把服務居民的事情辦好，把村務公開的日子定下來。會議要求各村幹部走進農戶，"
    "聽取意見，解決困難。老王說，這條路修了三年，今年總算通車了。\n孩子們在新操場上跑步，老師在旁邊看著，大家都很"
    "高興。傍晚，燈一盞一盞亮起來，照著橋頭賣豆腐的小攤，也照著收工回家的人。\n負責人表示，下一步還要把書屋搬到"
    "河對岸，讓老人少走幾步路；圖紙已經貼在牆上，誰有不同看法，都可以寫在旁邊的本子裡。"
)
ENGLISH = "The lanterns were lit one by one, and the children ran home across the bridge. " * 4
FRENCH = "À côté du café, les élèves étudient la démocratie ; où sont passées les idées d’été ? " * 4
ENCODED = [
    (SIMPLIFIED, "utf-8"),
    (SIMPLIFIED, "utf-8-sig"),
    (SIMPLIFIED, "utf-16"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED, "utf-32"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gbk"),
    (TRADITIONAL, "utf-8"),
    (TRADITIONAL, "utf-16-le"),
    (TRADITIONAL, "utf-16-be"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "gb18030"),
    (ENGLISH, "ascii"),
    (ENGLISH, "utf-16-le"),
    (ENGLISH, "utf-16-be"),
    (FRENCH, "cp1252"),
    ("", "utf-8"),
    ("红", "utf-8"),
]
BINARY = [
    (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
    (b"PK\x03\x04\x14\x00", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old office document"),
    (b"\x89PNG\r\n\x1a\n", "an image"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
    (b"\x1f\x8b\x08\x00", "a compressed file"),
    (b"\x7fELF\x02\x01", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (bytes(5000), "a binary file"),
    (bytes(range(32)) * 20, "a binary file"),
]


def opened(data: bytes, encoding: str = "", errors: str = "strict", most: int = CHUNK) -> Input:
    """An input that gives at most so many bytes at a time, as a pipe does."""
    stream = io.BytesIO(data)
    return Input(lambda size: stream.read(min(size, most)), "speech.txt", encoding, errors)


def text_of(data: bytes, encoding: str = "", errors: str = "strict", most: int = CHUNK) -> str:
    return "".join(opened(data, encoding, errors, most).pieces())


def complaint(data: bytes, encoding: str = "", errors: str = "strict") -> str:
    with pytest.raises(InputError) as caught:
        text_of(data, encoding, errors)
    return str(caught.value)


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_the_encoding_of_a_text_is_found_out(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_a_text_is_read_in_the_encoding_that_is_given(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding), encoding) == text


def test_utf_16_with_the_mark_of_the_other_order_is_read() -> None:
    assert text_of(codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["", "utf-8", "UTF8", "utf-8-sig"])
@pytest.mark.parametrize("has_mark", [True, False])
def test_the_mark_of_utf_8_is_no_text_and_is_remembered(encoding: str, has_mark: bool) -> None:
    given = opened(SIMPLIFIED.encode("utf-8-sig" if has_mark else "utf-8"), encoding)
    assert "".join(given.pieces()) == SIMPLIFIED
    assert given.has_mark == has_mark


@settings(max_examples=50)
@given(st.text("红灯工程，。ab \n😀é"), st.integers(1, 7), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_a_text_that_drips_in_is_whole(text: str, most: int, encoding: str) -> None:
    assert text_of(text.encode(encoding), encoding, most=most) == text


@pytest.mark.parametrize("size", [CHUNK - 2, CHUNK - 1, CHUNK, CHUNK + 1])
def test_a_character_cut_at_the_end_of_a_chunk_is_whole(size: int) -> None:
    text = "x" * size + "红灯" + "y" * 10
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("before", [0, 40, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
@pytest.mark.parametrize("after", ["", "红灯" * 30])
def test_the_place_of_a_byte_that_is_no_text_is_named(before: int, after: str) -> None:
    start = b"\n" * (before % 3) + "红".encode() * (before // 3)
    message = complaint(start + b"\xff" + after.encode(), "utf-8")
    assert message.startswith(f"speech.txt: byte 0xff at offset {before:,} is not utf-8")
    assert "--encoding" in message
    assert "--errors replace" in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16", "gb18030", "big5"])
@pytest.mark.parametrize("count", [50, CHUNK])
def test_a_text_that_ends_within_a_character_is_refused_there(encoding: str, count: int) -> None:
    data = ("工" * count).encode(encoding)
    size = 3 if encoding == "utf-8" else 2
    assert f"at offset {len(data) - size:,} is not" in complaint(data[:-1], encoding)


def test_a_byte_that_no_encoding_explains_is_named_with_its_place() -> None:
    data = SIMPLIFIED.encode() + b"\xff"
    assert f"byte 0xff at offset {len(data) - 1:,} is not UTF-8" in complaint(data)


def test_an_encoding_is_called_as_it_was_given() -> None:
    assert "at offset 0 is not utf-8;" in complaint(b"\x80abc", "utf-8")


def test_a_sign_stands_for_what_cannot_be_decoded_where_asked_for() -> None:
    half = len(SIMPLIFIED) // 2
    data = SIMPLIFIED[:half].encode() + b"\xff" + SIMPLIFIED[half:].encode()
    assert text_of(data, errors="replace") == SIMPLIFIED[:half] + "\ufffd" + SIMPLIFIED[half:]
    assert text_of("红灯".encode()[:-1], "utf-8", "replace") == "红\ufffd"


@pytest.mark.parametrize("encoding", ["nope", "utf-99", "é", "rot13", "base64", "hex", "undefined", " "])
def test_an_encoding_of_no_text_is_refused_by_name(encoding: str) -> None:
    assert complaint(b"red", encoding).startswith(f"--encoding {encoding}: no such text encoding")


@pytest.mark.parametrize("errors", ["strict", "replace"])
def test_utf_16_without_a_mark_is_read_or_refused_in_words(errors: str) -> None:
    data = SIMPLIFIED.encode("utf-16-le")
    try:
        assert text_of(data, "utf-16", errors) == SIMPLIFIED
    except InputError as error:
        assert "utf-16" in str(error)


def test_an_encoding_that_is_given_is_believed() -> None:
    text = "二二。" * 50  # a third of these bytes look like controls
    assert text_of(text.encode("utf-16-le"), "utf-16-le") == text


@pytest.mark.parametrize(("data", "what"), BINARY, ids=[what for _, what in BINARY])
@pytest.mark.parametrize("errors", ["strict", "replace"])
def test_a_file_of_another_kind_is_refused_by_name(data: bytes, what: str, errors: str) -> None:
    assert complaint(data, errors=errors).startswith(f"speech.txt: this is {what}")


@pytest.mark.parametrize(
    "text", ["\x1b[1m红灯\x1b[0m\n" * 9, "red\x00lantern and more words", "a\fb", "\x07 ring the bell twice"]
)
def test_a_few_control_characters_make_no_binary(text: str) -> None:
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("word", ["caf\xe9", "d\xe9mocratie", "\xe9t\xe9 1999"])
def test_a_short_western_text_is_not_taken_for_chinese(word: str) -> None:
    assert not any(c > "\u2e80" for c in text_of(word.encode("cp1252")))


def test_an_empty_file_is_an_empty_text() -> None:
    assert detect(b"", "speech.txt") == "utf-8"
    assert text_of(b"") == text_of(codecs.BOM_UTF8) == ""

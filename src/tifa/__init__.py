"""Look up and annotate Chinese Party-state vocabulary.

>>> import tifa
>>> glossary = tifa.load()
>>> tifa.lookup(glossary, "shehui gongzuo")[0].heading.simplified
'社会工作'
>>> [mark.surface for mark in tifa.annotate(glossary, "坚持新时代枫桥经验")]
['新时代枫桥经验']
"""

from tifa.errors import GlossaryError, QueryError, TifaError
from tifa.glossary import Glossary, load
from tifa.search import Hit, lookup, outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.annotation import Annotation, Selection, annotate

__all__ = [
    "Annotation",
    "Glossary",
    "GlossaryError",
    "Hit",
    "QueryError",
    "Selection",
    "TifaError",
    "annotate",
    "load",
    "lookup",
    "outcome",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The names of `tifa.annotation`, imported when they are first used: a lookup does without them."""
    if name in ("Annotation", "Selection", "annotate"):
        from tifa import annotation

        return getattr(annotation, name)
    raise AttributeError(f"module 'tifa' has no attribute {name!r}")

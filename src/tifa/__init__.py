"""Look up, and soon annotate and check, Chinese Party-state vocabulary.

>>> import tifa
>>> glossary = tifa.load()
>>> tifa.lookup(glossary, "shehui gongzuo")[0].heading.simplified
'社会工作'
"""

from tifa.errors import GlossaryError, QueryError, TifaError
from tifa.glossary import Glossary, load
from tifa.search import Hit, lookup, outcome

__all__ = [
    "Glossary",
    "GlossaryError",
    "Hit",
    "QueryError",
    "TifaError",
    "load",
    "lookup",
    "outcome",
]
__version__ = "0.1.0"

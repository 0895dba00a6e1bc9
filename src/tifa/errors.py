"""The errors that tifa raises on purpose; each message is one sentence for the user."""


class TifaError(Exception):
    """Anything a user can cause and mend; `str()` says what is wrong, where, and what to do."""


class GlossaryError(TifaError):
    """A glossary folder or index that cannot be used at all."""


class QueryError(TifaError):
    """A query that cannot be looked up: empty, or far too long to be a term."""


class UsageError(TifaError):
    """Options or arguments that do not go together, or a value that an option does not take."""


class InputError(TifaError):
    """A text that cannot be read: missing, binary, or in an encoding that does not fit."""

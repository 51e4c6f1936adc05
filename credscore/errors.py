"""Named errors: each says where (file, row, line, key) and what to do; the command line exits with 2."""


class CredscoreError(Exception):
    """A mistake in what the program was given. `where` is a file, row or key; `remedy` one sentence of what to do."""

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message, self.where, self.remedy = message, where, remedy
        super().__init__(": ".join(part for part in (where, message) if part) + (f" {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, keyword arguments and all."""
        return (_rebuild, (type(self), self.message, self.where, self.remedy))


def _rebuild(kind: type[CredscoreError], message: str, where: str, remedy: str) -> CredscoreError:
    return kind(message, where=where, remedy=remedy)


class InputError(CredscoreError):
    """The input as a whole cannot be read: no such file, unknown format, missing column."""


class SettingsError(CredscoreError):
    """A settings or profile file is wrong: unknown key, wrong type, out of range."""


class LexiconError(CredscoreError):
    """A lexicon file is wrong: missing column, unknown match or guard, bad pattern, duplicate id."""


class LexiconConflictError(LexiconError):
    """A lexicon file is not what it was when it was read: somebody else wrote it meanwhile, and nothing was written."""


class ModelError(CredscoreError):
    """The attribution model asked for is not there or cannot be read."""


class OutputError(CredscoreError):
    """A result could not be written, or a run folder cannot be read back."""

"""Checkable claims of a document: quantities as intervals, and the place, date and condition it states."""

from credscore.claims.build import Reading
from credscore.language import Document
from credscore.records import Claim
from credscore.settings import ClaimsSettings, default_settings

__all__ = ["claims"]


def claims(document: Document, settings: ClaimsSettings | None = None) -> tuple[Claim, ...]:
    """The claims of a document in order of position, those of its title first (offsets into the title).

    Args:
        document: a parsed article.
        settings: the `[claims]` section; the defaults where None.
    """
    settings = settings or default_settings().claims
    found = Reading(document.title, "title", settings).claims() if document.title is not None else []
    return tuple(found + Reading(document, "text", settings).claims())

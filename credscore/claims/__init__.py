"""Checkable claims of a document: quantities as intervals, and the place, date and condition it states."""

from credscore.claims.agencies import agencies
from credscore.claims.agents import Agents
from credscore.claims.build import Reading
from credscore.claims.derive import derived
from credscore.claims.people import people
from credscore.claims.plans import Plans, planned_day
from credscore.claims.quotations import quotations
from credscore.claims.roles import Roles
from credscore.claims.seizures import Seizures
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
    text = Reading(document, "text", settings)
    parts = [Reading(document.title, "title", settings), text] if document.title is not None else [text]
    found = [claim for part in parts for claim in part.claims()]
    names = [named for part in parts for named in part.names]
    killers = frozenset(name for part in parts for name in part.killers if name)
    planned = [
        claim
        for part in parts
        for claim in Plans(part.place, part.organisations, part.timeline).claims(part.sentences, part.document)
    ]
    seized = [claim for part in parts for claim in Seizures(part.place, part.timeline).claims(part.sentences)]
    named = list(people(document, "text"))
    told = [
        *(claim for claim in derived(found, names, killers) if not planned_day(claim, planned)),
        *named,
        *Agents(text.sentences, text.organisations).claims(found),
        *Roles(text.sentences, text.organisations).claims(named),
        *agencies(document, "text"),
        *quotations(document, "text"),
        *planned,
        *seized,
    ]
    return tuple(sorted(told, key=lambda claim: (claim.place == "text", claim.start)))

"""Who says what: attributions found in a document, and who their sources are."""

from credscore.attribution.find import find
from credscore.attribution.found import Found
from credscore.attribution.who import Identity, identify
from credscore.language import Document
from credscore.model import Tagger
from credscore.records import Attribution
from credscore.settings import AttributionSettings

__all__ = ["Found", "Identity", "attributions", "find", "identify"]


def attributions(
    document: Document, settings: AttributionSettings, tagger: Tagger | None = None
) -> tuple[Attribution, ...]:
    """The attributions of a document, each with who speaks and what that is worth as evidence.

    Without a tagger they are those of the rules. The weight is the one of the source's kind, times `unnamed_factor`
    when the source has no name.
    """
    found = find(document, tagger)
    return tuple(
        Attribution(
            source=one.source,
            cue=one.cue,
            content=one.content,
            quote=one.quote,
            kind=who.kind,
            named=who.named,
            via_document=who.via_document,
            entity=who.entity,
            weight=settings.weight[who.kind] * (1.0 if who.named else settings.unnamed_factor),
            rule=one.rule,
            stance=one.stance,
        )
        for one, who in zip(found, identify(document, found), strict=True)
    )

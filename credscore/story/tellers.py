"""Who is quoted: what attribution found, joined to the quotations of the same article by their place in the text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from credscore.records import Attribution, Claim

QUOTATION = "quotation"
_BACK = 12  # contents looked at before a quotation: they nest a few deep at most


def told(claims: Sequence[Claim], attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """The claims of an article, `about` of its quotations being who is quoted: whose content holds most of the words.

    Args:
        claims: those of one article.
        attributions: those of the same article.
    """
    if not attributions or not any(claim.slot == QUOTATION for claim in claims):
        return tuple(claims)
    spans = sorted((span.start, span.end, number) for number, a in enumerate(attributions) for span in a.content)
    starts = [start for start, _, _ in spans]

    def speaker(claim: Claim) -> str:
        last = bisect_right(starts, claim.end)
        shared = [
            (min(end, claim.end) - max(start, claim.start), bool(attributions[number].entity), -number)
            for start, end, number in spans[max(0, last - _BACK) : last]
        ]
        most, _, number = max(shared, default=(0, False, 0))
        return (attributions[-number].entity or "") if most > 0 else ""

    return tuple(
        replace(claim, about=speaker(claim)) if claim.slot == QUOTATION and claim.place == "text" else claim
        for claim in claims
    )

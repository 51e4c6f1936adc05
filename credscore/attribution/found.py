"""What the finder hands on: an attribution whose source is a span and not yet anybody."""

from dataclasses import dataclass

from credscore.records import Quote, Span


@dataclass(frozen=True, slots=True)
class Found:
    """One cue with its source and content spans, before anyone asked who the source is.

    `stance` is the class of the cue (neutral, confirming, doubting); `rule` the id of the lexicon entry that found it.
    `agentless` marks a passive without an agent ("is believed to", "reportedly").
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quote: Quote
    rule: str
    stance: str = "neutral"
    agentless: bool = False

"""A run made by hand, so that the report can be tested without any reading."""

from collections import Counter
from dataclasses import replace

from credscore.article import composite
from credscore.pipeline import Scored
from credscore.records import (
    Attribution,
    Card,
    Claim,
    Consensus,
    Criterion,
    Evidence,
    Fingerprint,
    Hedge,
    Refusal,
    Residue,
    SourceCard,
    Span,
    Story,
    Value,
    Witness,
)
from credscore.settings import default_settings
from credscore.store import RunFolder

TEXT = "Harbour master Ilse Dorrance said nine ships may have sunk.\nRead also: Ten ways to tie a knot\nShe left."
SCORES = {"attribution": 62.0, "hedging": 80.0, "residue": 55.5, "consistency": None, "style": 70.0}


def evidence(name: str, source: str, *, text: str = TEXT, words: str = "", url: str | None = None) -> Evidence:
    """An article with a mark of every kind; `words` stands wherever a name, a rule or a title may stand."""
    ends = [i for i, char in enumerate(text) if char == "\n"] + [len(text)]
    starts = [0] + [end + 1 for end in ends[:-1]]
    sentences = tuple(Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a)
    size = len(text)

    def span(start: int, end: int) -> Span:
        return Span(min(start, max(0, size - 1)), min(end, size))

    said = Attribution(
        (span(0, 28),),
        (span(29, 33),),
        (span(34, 58),),
        "indirect",
        "official",
        True,
        False,
        words or "Ilse Dorrance",
        1.0,
        words or "say",
    )
    claim = Claim(
        "killed", 9, 9, *span(34, 38), "text", words or "sunk-ships", about=words or "ships", text=words or "nine ships"
    )
    return Evidence(
        id=name,
        source=source,
        title=words or None,
        date=words or "2024-05-07",
        url=url,
        story=None,
        words=len(text.split()),
        content_words=10,
        sentences=sentences,
        content=(0,),
        lines=len(sentences),
        attributions=(said, Attribution((), (span(29, 33),), (), "mixed", "agentless", False, False, None, 0.0, "x")),
        hedges=(
            Hedge(*span(45, 48), "epistemic", words or "may"),
            Hedge(*span(39, 44), "hearsay", "x", owner="speaker"),
        ),
        residue=(Residue(*span(60, 93), "link", words or "read-also"),),
        claims=(claim,),
        readability={"grade": 8.0},
        fingerprint=Fingerprint(((words or "harbour", 3), ("ships", 2)), (1, 2, 3), ()),
    )


def run(*found: Evidence, words: str = "") -> RunFolder:
    """A run of these articles: one story of all, with a value of every relation."""
    settings = default_settings()
    criteria = tuple(
        Criterion(name, score, {"words": 20}, None if score is not None else words or "nothing to compare")
        for name, score in SCORES.items()
    )
    total = composite(SCORES, settings.score)
    cards = tuple(Card(e.id, e.source, e.title, e.date, "s", e.words, 2, total, criteria, e.readability) for e in found)
    sources = tuple(
        SourceCard(
            e.source, 1, n, total, 40.0, 90.0, dict(SCORES), 8.0, True, f"consistency: {words or 'nothing to compare'}"
        )
        for n, e in enumerate(found, 1)
    )
    relations = ("equal", "compatible", "variant", "contradict", "uncorroborated")
    values = tuple(
        Value(e.id, 9, None, relations[n % 5], 34, 38, text=words or "nine ships", reason=words or "a reason")
        for n, e in enumerate(found)
    )
    claims = (
        Consensus("ships_sunk", words or "ships", 9, 9, None, 3, 5, True, values),
        Consensus("place", "", None, None, words or "the bay", 1, 1, False, values[:1]),
    )
    witnesses = (
        Witness(tuple(e.id for e in found[:2]), words or "copied text"),
        *(Witness((e.id,)) for e in found[2:]),
    )
    story = Story(words or "s", tuple(e.id for e in found), witnesses, claims)
    about = {"credscore": "0", "model": words or "rules", "residue": "balanced", "profile": "default"}
    refused = (Refusal("x", words or "x.txt", "empty", words or "holds no text."),)
    texts = {e.id: TEXT for e in found}
    return RunFolder(about, settings, tuple(found), texts, refused, Scored(cards, (story,), sources))


def many(articles: int, sources: int) -> RunFolder:
    """A run of a story of five, in which `x3` deviates, and many articles of some sources, scored by their number."""
    story = run(*(evidence(f"x{n}", f"x{n}") for n in range(5)))
    rest = run(*(evidence(f"a{n:03}", f"s{n % sources}") for n in range(articles)))
    cards = [replace(card, score=float(n)) for n, card in enumerate(rest.scored.cards)]
    cards[-1] = replace(cards[-1], score=None)
    mine = Counter(card.source for card in cards)
    by_source = {one.source: one for one in rest.scored.sources}
    ranking = (replace(one, articles=mine[name], rank=6 + place) for place, (name, one) in enumerate(by_source.items()))
    scored = Scored((*story.scored.cards, *cards), story.scored.stories, (*story.scored.sources, *ranking))
    evidence_of_all, texts = (*story.evidence, *rest.evidence), {**story.texts, **rest.texts}
    return replace(story, evidence=evidence_of_all, texts=texts, scored=scored)

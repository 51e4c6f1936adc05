"""What a change of the lexicons does: findings gained and lost, and what moves in scores and ranks."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from credscore.pipeline import Analysed, Scored, score
from credscore.records import Attribution, Card, Claim, CriterionName, Hedge, Residue, SourceCard
from credscore.settings import Settings

Record = Attribution | Hedge | Residue | Claim
_CRITERIA: tuple[str, ...] = get_args(CriterionName)
_DECIMALS = 2  # of a score; what moves less does not move


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A finding with the sentence it stands in: what is marked, as what, and the rule that marks it."""

    article: str
    source: str
    start: int
    end: int
    kind: str
    what: str
    label: str
    rule: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """How the score and the rank of an article or a source change; None where there is no score or no rank.

    `criteria` are the changes of the single criteria, 0..100 each, where both sides have one.
    """

    kind: str
    name: str
    source: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None
    criteria: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Difference:
    """Findings that only one side has, in order of article and place, and what moves, most first."""

    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    articles: tuple[Move, ...]
    sources: tuple[Move, ...]


def compare(before: Sequence[Analysed], after: Sequence[Analysed], settings: Settings) -> Difference:
    """The difference between two analyses of the same articles; empty where nothing changes.

    `compare(b, a)` is `compare(a, b)` with gained and lost, and before and after, exchanged.
    """
    ours, theirs = (Counter(finding for one in side for finding in findings(one)) for side in (before, after))
    old, new = (score([one.evidence for one in side], settings) for side in (before, after))
    return Difference(
        gained=tuple(sorted((theirs - ours).elements())),
        lost=tuple(sorted((ours - theirs).elements())),
        articles=article_moves(old, new),
        sources=source_moves(old, new),
    )


def findings(analysed: Analysed) -> list[Finding]:
    """All findings of an article."""
    evidence = analysed.evidence
    records: Iterable[Record] = (*evidence.attributions, *evidence.hedges, *evidence.residue, *evidence.claims)
    starts = [sentence.start for sentence in evidence.sentences]
    return [_finding(record, analysed, starts) for record in records]


def _finding(record: Record, analysed: Analysed, starts: Sequence[int]) -> Finding:
    evidence, text = analysed.evidence, analysed.text
    weight = 1.0
    match record:
        case Attribution():
            spans = (*record.source, *record.cue, *record.content)
            start, end = min(span.start for span in spans), max(span.end for span in spans)
            what = " ".join(span.of(text) for span in sorted((*record.source, *record.cue))) or text[start:end]
            kind = "attribution"
            label = f"{record.kind}, {record.entity or 'nobody'}, {record.stance}, {record.quote}"
            weight = record.weight
        case Hedge():
            start, end, kind, weight = record.start, record.end, "hedge", record.weight
            what, label = text[start:end], f"{record.cls}, {record.owner}"
        case Residue():
            start, end, kind = record.start, record.end, "residue"
            what, label = text[start:end], record.kind
        case Claim():
            start, end, kind = record.start, record.end, "claim"
            what = (record.text or text[start:end]) if record.place == "text" else record.text
            label = f"{record.slot} {_interval(record)}"
    inside = record.place == "text" if isinstance(record, Claim) else True
    at = bisect_right(starts, start) - 1
    sentence = evidence.sentences[at].of(text) if inside and at >= 0 else (evidence.title or "")
    return Finding(evidence.id, evidence.source, start, end, kind, what, label, record.rule, weight, sentence)


def _interval(claim: Claim) -> str:
    if claim.value is not None:
        return claim.value
    low, high = ("" if bound is None else f"{bound:g}" for bound in (claim.low, claim.high))
    return low if low == high else f"{low}..{high}"


def article_moves(old: Scored, new: Scored) -> tuple[Move, ...]:
    """The articles whose score or rank differs. The best has rank 1; equal scores share a rank."""
    ours, theirs = ({card.id: card for card in side.cards} for side in (old, new))
    ranks, others = _ranks(old.cards), _ranks(new.cards)
    return _moves(
        _move(
            "article", name, _criteria(ours.get(name)), _criteria(theirs.get(name)), ranks.get(name), others.get(name)
        )
        for name in {**ours, **theirs}
    )


def source_moves(old: Scored, new: Scored) -> tuple[Move, ...]:
    """The sources whose score or rank differs."""
    ours, theirs = ({card.source: card for card in side.sources} for side in (old, new))
    return _moves(
        _move(
            "source",
            name,
            _source_criteria(ours.get(name)),
            _source_criteria(theirs.get(name)),
            ours[name].rank if name in ours else None,
            theirs[name].rank if name in theirs else None,
        )
        for name in {**ours, **theirs}
    )


_Scores = tuple[str, float | None, dict[str, float | None]]


def _criteria(card: Card | None) -> _Scores | None:
    return None if card is None else (card.source, card.score, {one.name: one.score for one in card.criteria})


def _source_criteria(card: SourceCard | None) -> _Scores | None:
    return None if card is None else (card.source, card.score, dict(card.criteria))


def _move(kind: str, name: str, old: _Scores | None, new: _Scores | None, rank: int | None, then: int | None) -> Move:
    source = (old or new or ("", None, {}))[0]
    before, after = (side and _rounded(side[1]) for side in (old, new))
    changes: dict[str, float] = {}
    for criterion in _CRITERIA:
        one, other = (_rounded(side[2].get(criterion)) if side else None for side in (old, new))
        if one is not None and other is not None and one != other:
            changes[criterion] = round(other - one, _DECIMALS)
    return Move(kind, name, source, before, after, rank, then, changes)


def _moves(moves: Iterable[Move]) -> tuple[Move, ...]:
    moved = (m for m in moves if m.before != m.after or m.rank_before != m.rank_after or m.criteria)
    return tuple(sorted(moved, key=lambda m: (-abs((m.after or 0.0) - (m.before or 0.0)), m.name)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)


def _ranks(cards: Sequence[Card]) -> dict[str, int]:
    scores = sorted(-score for card in cards if (score := _rounded(card.score)) is not None)
    first: dict[float, int] = {}
    for place, value in enumerate(scores, 1):
        first.setdefault(value, place)
    return {card.id: first[-score] for card in cards if (score := _rounded(card.score)) is not None}

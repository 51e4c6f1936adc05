"""The sentences of a source that tell most about it: its strongest and its weakest evidence.

Strong is a sentence that names somebody a reader could ask, or that says what most independent articles say. Weak is
one that contradicts them, that passes on what nobody vouches for, or that is not the article at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from credscore.records import Evidence, Span
from credscore.report.reasons import HEDGE_NAMES, KIND_NAMES, RESIDUE_NAMES
from credscore.report.stories import Settled
from credscore.report.views import sentence_at, shortened

SHOWN = 3
_CANDIDATES = 40  # of a source, from which those shown are picked so that they differ
_READABLE = range(40, 320)  # characters: shorter says little, longer is not read
_AROUND = 220
_READS = 0.1  # what that is worth beside the weights of attributions, 0 to 1


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that counts for or against: where it is, the words that decide, why, and how much (for sorting)."""

    article: str
    sentence: int
    at: Span
    kind: str
    why: str
    worth: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence to show: the text before, of and behind the words that decide, why, and its article."""

    article: str
    sentence: int
    before: str
    words: str
    behind: str
    why: str


def samples(
    evidence: Iterable[Evidence], settled: Settled, texts: Mapping[str, str]
) -> dict[str, tuple[tuple[Sample, ...], tuple[Sample, ...]]]:
    """Source -> its strongest and its weakest sentences, up to three of each, as unlike each other as there are."""
    strong: dict[str, list[Telling]] = defaultdict(list)
    weak: dict[str, list[Telling]] = defaultdict(list)
    spans: dict[str, tuple[Span, ...]] = {}
    for one in evidence:
        spans[one.id] = one.sentences
        text = texts[one.id]
        for found, kept in (
            (_for(one, text, settled), strong[one.source]),
            (_against(one, text, settled), weak[one.source]),
        ):
            # The best of each kind is enough of one article: the others of the source shall have their turn.
            best = {telling.kind: telling for telling in sorted(found, key=_order, reverse=True)}
            kept[:] = nsmallest(_CANDIDATES, [*kept, *nsmallest(SHOWN, best.values(), key=_order)], key=_order)
    return {
        source: (
            tuple(_sample(one, spans[one.article], texts[one.article]) for one in _unlike(strong[source])),
            tuple(_sample(one, spans[one.article], texts[one.article]) for one in _unlike(weak[source])),
        )
        for source in strong
    }


def _order(one: Telling) -> tuple[float, str, int, int]:
    return -one.worth, one.article, one.sentence, one.at.start


def _for(one: Evidence, text: str, settled: Settled) -> Iterator[Telling]:
    own = set(one.content)
    for a in one.attributions:
        place = (a.cue or a.content)[0]
        index = sentence_at(one.sentences, place.start)
        if index not in own or not a.named or not a.entity or a.weight <= 0:
            continue
        how = "in direct quotation" if a.quote == "direct" else "through a document" if a.via_document else ""
        why = ", ".join(filter(None, (f"cites {a.entity}", KIND_NAMES.get(a.kind, a.kind), how)))
        worth = a.weight + 0.05 * (a.quote == "direct") + _READS * _reads_well(one.sentences[index], text)
        yield Telling(one.id, index, (a.source or a.cue or a.content)[0], f"cites {a.entity.casefold()}", why, worth)
    for relation, place, others in settled.get(one.id, ()):
        index = sentence_at(one.sentences, place.start)
        if relation == "equal" and index in own:
            yield Telling(
                one.id,
                index,
                place,
                "agrees",
                f"agrees with the others: {others}",
                1 + _READS * _reads_well(one.sentences[index], text),
            )


def _against(one: Evidence, text: str, settled: Settled) -> Iterator[Telling]:
    found = [
        (place, "contradicts", f"contradicts the others: {others}", 4.0)
        for relation, place, others in settled.get(one.id, ())
        if relation == "contradict"
    ]
    found += [
        (place, "agentless", KIND_NAMES["agentless"], 3.0)
        for a in one.attributions
        for place in (a.cue or a.content)[:1]
        if a.kind == "agentless"
    ]
    worth = {"hearsay": 2.9, "epistemic": 1.0, "distancing": 0.5}
    found += [
        (Span(h.start, h.end), h.cls, f"hedges in its own voice: {HEDGE_NAMES[h.cls]}", worth[h.cls])
        for h in one.hedges
        if h.owner == "outlet" and h.cls in worth
    ]
    found += [
        (Span(r.start, r.end), "residue", f"not the article: {RESIDUE_NAMES.get(r.kind, r.kind)}", 2.0)
        for r in one.residue
    ]
    for place, kind, why, much in found:
        index = sentence_at(one.sentences, place.start)
        if index is not None:
            yield Telling(one.id, index, place, kind, why, much + _READS * _reads_well(one.sentences[index], text))


def _reads_well(sentence: Span, text: str) -> bool:
    """Whether it is a whole sentence of a length that is read: no heading, no fragment."""
    said = sentence.of(text).rstrip("\"'”’)")
    return len(said) in _READABLE and said[-1:] in (".", "!", "?")


def _unlike(found: Sequence[Telling]) -> list[Telling]:
    """Up to three, the most telling first: each of a new kind and article while there are any, then of a new kind."""
    ranked = sorted(found, key=_order)
    chosen: list[Telling] = []
    for kind_too, article_too in ((True, True), (True, False), (False, False)):
        for one in ranked:
            like = any(
                _place(one) == _place(other)
                or (kind_too and one.kind == other.kind)
                or (article_too and one.article == other.article)
                for other in chosen
            )
            if len(chosen) < SHOWN and not like:
                chosen.append(one)
    return sorted(chosen, key=_order)


def _place(one: Telling) -> tuple[str, int]:
    return one.article, one.sentence


def _sample(one: Telling, spans: Sequence[Span], text: str) -> Sample:
    """The sentence, cut to what stands around the words that decide."""
    sentence = spans[one.sentence]
    start, end = max(sentence.start, one.at.start), min(sentence.end, one.at.end)
    before, behind = _joined(text[sentence.start : start]), _joined(text[end : sentence.end])
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    words = shortened(_joined(text[start:end]), _AROUND)
    return Sample(one.article, one.sentence, before, words, shortened(behind, _AROUND), one.why)


def _joined(text: str) -> str:
    """The text on one line, with a blank at either end where it had one."""
    return " ".join(text.split()).join((" " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""))

"""How well lexicons do on gold: precision and recall of each row, class and lexicon."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from credscore.attribution.cues import LEXICONS
from credscore.lexicon import Lexicon, Matcher
from credscore.pipeline import Analyser
from credscore.records import Evidence
from credscore.tuning.gold import Gold, Mark

Level = Literal["lexicon", "class", "row"]
# Which lexicons speak to which marks.
_SPEAK = {"hedges": ("hedges",), "residue": ("residue",), "cues": LEXICONS}


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one lexicon, class or row does.

    `found` is what it marks, `right` how much of that gold has, `gold` what there is to find, `hit` how much of that it
    marks. A hedge must be of gold's class to be right in its class; kinds of residue differ from gold to gold, and any
    will do. For a row, `gold` are the marks of gold in which its term stands, so that recall says what its guards and
    other rows cost it. Precision and recall in per cent, None of nothing.
    """

    level: Level
    lexicon: str
    name: str
    found: int
    right: int
    gold: int
    hit: int

    @property
    def precision(self) -> float | None:
        """The share of what it marks that gold has."""
        return 100 * self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of gold that it marks."""
        return 100 * self.hit / self.gold if self.gold else None


def evaluate(gold: Iterable[Gold], analyser: Analyser) -> list[Figures]:
    """The figures of every lexicon that gold speaks of, of its classes, and of each row that marks or could mark.

    A mark is right where it overlaps one of gold (residue: where they share more than half of the shorter).
    """
    tally: dict[tuple[Level, str, str], Counter[str]] = defaultdict(Counter)
    lexicons = analyser.reader.lexicons
    spoken = {name for names in _SPEAK.values() for name in names if name in lexicons}
    bare = Matcher({name: _bare(lexicons[name]) for name in spoken}, analyser.reader.nlp)
    for one in gold:
        evidence = analyser.evidence(one.article)
        setting = analyser.reader.read(one.article).setting
        terms = [(name, hit.entry.id, Mark(hit.start, hit.end, None)) for name, hit, _ in bare.candidates(setting)]
        for task, marks in one.marks.items():
            found = _found(task, evidence)
            here = [(row, mark) for name, row, mark in terms if name in _SPEAK[task]]
            _count(tally, task, marks, found, here)
    order = {"lexicon": 0, "class": 1, "row": 2}
    return [
        Figures(level, lexicon, name, n["found"], n["right"], n["gold"], n["hit"])
        for (level, lexicon, name), n in sorted(tally.items(), key=lambda one: (one[0][1], order[one[0][0]], one[0][2]))
    ]


def _bare(lexicon: Lexicon) -> Lexicon:
    entries = {e.id: replace(e, when=(), unless=()) for e in lexicon.entries.values() if e.status == "on"}
    return replace(lexicon, entries=entries)


def _found(task: str, evidence: Evidence) -> list[tuple[str, Mark]]:
    """The rule and the place of each finding."""
    if task == "hedges":
        return [(one.rule, Mark(one.start, one.end, one.cls)) for one in evidence.hedges]
    if task == "residue":
        return [(one.rule, Mark(one.start, one.end, one.kind)) for one in evidence.residue]
    cues = [(one.rule, one.cue[0], one.stance) for one in evidence.attributions if one.cue]
    return [(rule, Mark(cue.start, cue.end, stance)) for rule, cue, stance in cues]


def _count(
    tally: dict[tuple[Level, str, str], Counter[str]],
    task: str,
    marks: Sequence[Mark],
    found: Sequence[tuple[str, Mark]],
    terms: Sequence[tuple[str, Mark]],
) -> None:
    def keys(rule: str, cls: str | None) -> list[tuple[Level, str, str]]:
        levels: list[tuple[Level, str, str]] = [("lexicon", task, ""), ("row", task, rule)]
        return [*levels, ("class", task, cls)] if cls else levels

    for rule, mark in found:
        met = [other for other in marks if _meets(task, mark, other)]
        if met and not any(other.counted for other in met):
            continue  # may be found or not
        right = any(other.cls in (None, mark.cls) or task != "hedges" for other in met)
        for key in keys(rule, mark.cls):
            tally[key]["found"] += 1
            tally[key]["right"] += right if key[0] != "lexicon" else bool(met)
    for mark in marks:
        if not mark.counted:
            continue
        hits = [(rule, other) for rule, other in found if _meets(task, other, mark)]
        tally["lexicon", task, ""].update(gold=1, hit=int(bool(hits)))
        if mark.cls:
            same = any(task != "hedges" or other.cls == mark.cls for _, other in hits)
            tally["class", task, mark.cls].update(gold=1, hit=int(same))
        could = {rule for rule, other in terms if other.start < mark.end and mark.start < other.end}
        for rule in could | {rule for rule, _ in hits}:
            tally["row", task, rule].update(gold=1, hit=int(any(rule == one for one, _ in hits)))


def _meets(task: str, one: Mark, other: Mark) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    if task == "residue":
        return 2 * common > min(one.end - one.start, other.end - other.start)
    return common > 0

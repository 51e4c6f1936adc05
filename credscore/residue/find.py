"""Residue, line by line: the lexicon decides, then rules over several lines, then form and place weighed together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, cast

from credscore.language import Document
from credscore.records import Residue, ResidueKind
from credscore.residue.lines import Line, read_lines
from credscore.residue.refrain import SourceRefrains
from credscore.residue.rules import Verdict, boxes, front, pictures, refrains, repeated
from credscore.residue.signals import first_prose, own_signals, place_signals
from credscore.residue.weigh import probability, reasons
from credscore.settings import ResidueSettings

Mode = Literal["balanced", "strict"]
_HANGS_UNDER: dict[str, ResidueKind] = {"under-link": "link", "under-summary": "summary", "under-caption": "caption"}


def residue(
    document: Document, settings: ResidueSettings, mode: Mode = "balanced", known: SourceRefrains | None = None
) -> tuple[Residue, ...]:
    """The lines of a document, or parts of them, that are not the article; in order, never overlapping.

    Args:
        document: read with the lexicon `residue` among its lexicons.
        settings: the section [residue].
        mode: `balanced` finds most, `strict` is sure of what it finds.
        known: the lines that the article's source repeats, where its articles have been looked at.

    Returns:
        A residue for each line that is not the article (its span is the line's without the blanks around it), and for
        each sentence or bracket within another line that a lexicon entry without a line guard names.
    """
    enough = settings.entry_weight.strict if mode == "strict" else settings.entry_weight.balanced
    likely = settings.probability.strict if mode == "strict" else settings.probability.balanced
    lines = read_lines(document)
    own = [own_signals(line) for line in lines]
    sung = refrains(lines, document.article.title, known, settings)
    verdicts = decide(lines, own, settings, enough, sung)
    kept = front(lines, first_prose(own, sung), verdicts)
    for index, place in enumerate(place_signals(lines, own, [i in verdicts for i in range(len(lines))])):
        signals = own[index] | place
        if index not in verdicts and index not in kept and not lines[index].kept and probability(signals) >= likely:
            verdicts[index] = Verdict(_kind(index, signals, lines, verdicts), reasons(signals))
    found: list[Residue] = []
    for index, line in enumerate(lines):
        if verdict := verdicts.get(index):
            found.append(Residue(line.span.start, line.span.end, verdict.kind, verdict.rule))
        else:
            found.extend(_parts(line, enough))
    return tuple(found)


def decide(
    lines: Sequence[Line],
    own: Sequence[set[str]],
    settings: ResidueSettings,
    enough: float,
    sung: Mapping[int, Verdict] = MappingProxyType({}),
) -> dict[int, Verdict]:
    """What needs no weighing, by line number.

    Entries of at least the weight `enough`, rules over several lines, and the refrains of the source (`sung`).
    """
    verdicts = {
        index: Verdict(cast("ResidueKind", line.whole[0].entry.cls), line.whole[0].entry.id)
        for index, line in enumerate(lines)
        if line.weight >= enough
    }
    start = first_prose(own, sung)
    again = repeated(lines, start, settings)
    headings = [index in verdicts and verdicts[index].kind == "summary" for index in range(len(lines))]
    for found in (again, boxes(lines, headings), pictures(lines, start, again), sung):
        for index, verdict in found.items():
            if not lines[index].kept:
                verdicts.setdefault(index, verdict)
    return verdicts


def _kind(index: int, signals: set[str], lines: Sequence[Line], verdicts: dict[int, Verdict]) -> ResidueKind:
    """The kind of a weighed line: its own evidence, the heading it hangs under, its neighbours, else its form."""
    line = lines[index]
    if line.whole:
        return cast("ResidueKind", line.whole[0].entry.cls)
    for heading, kind in _HANGS_UNDER.items():
        if heading in signals:
            return kind
    for neighbour in (index - 1, index + 1):
        if neighbour in verdicts and verdicts[neighbour].kind in ("link", "promo", "share", "legal"):
            return verdicts[neighbour].kind
    if "name-like" in signals or ("date" in signals and "short-open" in signals):
        return "byline"
    return "other"


def _parts(line: Line, enough: float) -> list[Residue]:
    found: list[Residue] = []
    for part, hit in sorted(line.parts, key=lambda pair: pair[0]):
        start = max(part.start, found[-1].end if found else part.start)
        if hit.entry.weight >= enough and start < part.end:
            found.append(Residue(start, part.end, cast("ResidueKind", hit.entry.cls), hit.entry.id))
    return found

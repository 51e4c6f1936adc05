"""Rules that need more than one line: repetition in the article and in its source, boxes under a heading, pictures."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from credscore.records import ResidueKind
from credscore.residue.lines import Line
from credscore.residue.refrain import SourceRefrains, masked
from credscore.settings import ResidueSettings

_BULLET = re.compile(r"[•·▪●*‣◦–—-]\s")
_NO_LETTERS = re.compile(r"[\W_]+")
# Stock pictures are described in fragments ("Empty chairs in a hall. Parliament"): a full stop inside, none at the end
_FRAGMENTS = re.compile(r"(?:[^\s.!?:\"“”]+ ){3,}[^\s.!?:\"“”]+[a-z]\. [A-Z][^.!?:\"“”]*")
# and no finite verb; these are the forms that can be told without a tagger.
_FINITE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|says?|said|"
    r"told|tells?|claims?|claimed|warns?|warned|made|took|takes?|went|goes|came|comes?|gets?|got|n['’]t)\b|['’](?:s|re|ve|ll|d)\b"
)
_ALT_TEXT_WORDS = 30
_HEADING_WORDS = 2
_FRONT_LINES = 2  # a heading and a standfirst
_EVIDENCE = 0.5


class Verdict(NamedTuple):
    """Why a line is residue."""

    kind: ResidueKind
    rule: str


def repeated(lines: Sequence[Line], first_prose: int, settings: ResidueSettings) -> dict[int, Verdict]:
    """Lines that stand a second time; the first time is the article's own.

    A line has to have some length for that, but for the article's heading (its first lines) repeated before its prose.
    """
    seen: dict[str, int] = {}
    found = {}
    for index, line in enumerate(lines):
        key = _NO_LETTERS.sub(" ", line.text.lower()).strip()
        heading = index < first_prose and seen.get(key, len(lines)) < _FRONT_LINES
        enough = settings.heading_words if heading else settings.repeat_words
        if key in seen and len(key.split()) >= enough and "@" not in line.text:  # quoted posts are signed alike
            found[index] = Verdict("repeat", "repeat-line")
        seen.setdefault(key, index)
    return found


def refrains(
    lines: Sequence[Line], title: str | None, known: SourceRefrains | None, settings: ResidueSettings
) -> dict[int, Verdict]:
    """Lines that the source repeats in many of its articles; an article's own title is none, though its series has it.

    The rule says in how many of the articles that were looked at. Evidence of the lexicon says of which kind they are.
    """
    found: dict[int, Verdict] = {}
    if known is None:
        return found
    heading = masked(title or "")
    for index, line in enumerate(lines):
        count = known.count(line.text, settings.refrain)
        if count and masked(line.text) != heading:
            kind = cast("ResidueKind", line.whole[0].entry.cls) if line.whole else "repeat"
            found[index] = Verdict(kind, f"repeat-source:{count.articles}/{count.seen}")
    return found


def front(lines: Sequence[Line], first_prose: int, decided: Collection[int]) -> set[int]:
    """Where the article's own headings may stand, with no more than slight evidence against them.

    These are the first lines before the first prose (heading, standfirst) and the one right above it (a subheading).
    """
    plain = [
        index
        for index in range(min(first_prose, len(lines)))
        if index not in decided and lines[index].weight < _EVIDENCE and len(lines[index].text.split()) >= _HEADING_WORDS
    ]
    return {*plain[:_FRONT_LINES], *(index for index in plain[-1:] if index == first_prose - 1)}


def boxes(lines: Sequence[Line], headings: Sequence[bool]) -> dict[int, Verdict]:
    """The bullets that hang under a summary heading."""
    found: dict[int, Verdict] = {}
    for index, line in enumerate(lines):
        under = index and (headings[index - 1] or (index - 1 in found))
        if under and _BULLET.match(line.text):
            found[index] = Verdict("summary", "summary-bullet")
    return found


def pictures(lines: Sequence[Line], first_prose: int, above: dict[int, Verdict]) -> dict[int, Verdict]:
    """The description of a picture that stands before the first prose, right under a heading or a repeated one."""
    found = {}
    for index in range(1, min(first_prose, len(lines))):
        text = lines[index].text
        if index - 1 in above or index <= 2:
            fragments = _FRAGMENTS.fullmatch(text) and not _FINITE.search(text) and len(text.split()) <= _ALT_TEXT_WORDS
            if fragments:
                found[index] = Verdict("caption", "alt-text")
    return found

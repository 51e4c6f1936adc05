"""What can be seen of a line without reading it: form, place, neighbours. Each signal has a name and is on or off.

The names are the rows of `weights.csv`; docs/residue.md explains them.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import get_args

from credscore.records import ResidueKind
from credscore.residue.lines import Line

_LENGTHS = (
    (1, "words-1"),
    (3, "words-2-3"),
    (6, "words-4-6"),
    (11, "words-7-11"),
    (19, "words-12-19"),
    (39, "words-20-39"),
)
_LONG = frozenset({"words-20-39", "words-40"})
_NOT_PROSE = frozenset({"open-end", *(f"lexicon-{kind}" for kind in get_args(ResidueKind))})
_CLOSED = re.compile(r"[.!?…][\"”’')\]]*$")
_FORMS = (
    ("ends-colon", re.compile(r":$")),
    ("ends-question", re.compile(r"\?[\"”’')\]]*$")),
    ("ends-ellipsis", re.compile(r"(?:…|\.\.\.)[\"”’')\]]*$")),
    ("ends-quote", re.compile(r"[\"”]$")),
    ("bullet", re.compile(r"^[•·▪●*»>‣◦–—-]\s")),
    ("numbered", re.compile(r"^\(?\d{1,2}[.)]\s")),
    ("starts-lower", re.compile(r"^[a-z]")),
    ("starts-digit", re.compile(r"^\d")),
    ("starts-quote", re.compile(r"^[\"“‘']")),
    ("bracketed", re.compile(r"^[(\[{].*[)\]}]$")),
    ("separator", re.compile(r" [|»/•·] |\|")),
    ("address", re.compile(r"@\w|https?://|www\.|\.(?:com|org|net|co\.uk)\b")),
    (
        "date",
        re.compile(
            r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b|\b(?:19|20)\d\d\b"
        ),
    ),
    ("weekday", re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")),
    ("clock", re.compile(r"\b\d{1,2}[:.]\d\d\b|\b[ap]\.?m\.?\b", re.IGNORECASE)),
    ("you", re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)),
    ("we", re.compile(r"\b(?:we|our|us)\b")),
    ("quotation", re.compile(r"[\"“][^\"”]{8,}[\"”]")),
    ("speech", re.compile(r"\b(?:said|says|told|added|according to)\b")),
    ("past", re.compile(r"\b(?:was|were|had|did)\b")),
    ("present", re.compile(r"\b(?:is|are|has|have)\b")),
    ("ellipsis-inside", re.compile(r"\.\.\. ?\[|\[\+\]|\.\.\. more")),
    ("fragment-after-stop", re.compile(r"[a-z]\. [A-Z][^.!?]*[^.!?\"”)\]]$")),
    ("glued", re.compile(r"[a-z][A-Z][a-z]|[a-z]\.[A-Z][a-z]|[?!][A-Z]")),
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def own_signals(line: Line) -> set[str]:
    """What the form of one line shows, and which lexicon evidence it carries."""
    text = line.text
    words = _WORD.findall(text)
    count = len(words)
    signals = {next((name for most, name in _LENGTHS if count <= most), "words-40")}
    signals.update(name for name, pattern in _FORMS if pattern.search(text))
    if not _CLOSED.search(text):
        signals.add("open-end")
    if count:
        capitals = sum(word[0].isupper() for word in words) / count
        if text.isupper():
            signals.add("upper-case")
        elif capitals == 1 and 2 <= count <= 4:
            signals.add("name-like")
        elif capitals > 0.6 and count > 2:
            signals.add("title-case")
        elif capitals <= 0.25 and count > 4:
            signals.add("sentence-case")
        if sum(word[0].isdigit() for word in words) / count > 0.4:
            signals.add("digits")
    else:
        signals.add("no-words")
    short = count <= 19
    if short and "open-end" in signals:
        signals.add("short-open")
    for hit in line.whole:
        signals.add(f"lexicon-{hit.entry.cls}")
    return signals


def is_prose(signals: set[str]) -> bool:
    """Whether a line looks like a paragraph of the article: long, and closed like a sentence."""
    return not signals.isdisjoint(_LONG) and signals.isdisjoint(_NOT_PROSE)


def first_prose(own: Sequence[set[str]], besides: Collection[int] = ()) -> int:
    """The number of the first line, `besides` some, that looks like a paragraph; of lines where none does."""
    return next((index for index, signals in enumerate(own) if index not in besides and is_prose(signals)), len(own))


def place_signals(lines: Sequence[Line], own: Sequence[set[str]], decided: Sequence[bool]) -> list[set[str]]:
    """Where each line stands: edges of the article and of its prose, repetition, and which neighbours are decided."""
    texts = [line.text for line in lines]
    seen = Counter(texts)
    prose = [index for index, signals in enumerate(own) if not decided[index] and is_prose(signals)]
    places = []
    for index, text in enumerate(texts):
        place = {*_edge(index, len(lines)), _side_of_prose(index, prose), *_around(index, own, decided)}
        if seen[text] > 1:
            place.add("repeated")
        if index and text in texts[index - 1]:
            place.add("in-line-before")
        if index + 1 < len(texts) and text in texts[index + 1]:
            place.add("in-line-after")
        heading = _heading_above(lines, own, index)
        if heading:
            place.add(f"under-{heading}")
        places.append(place)
    return places


def _edge(index: int, count: int) -> list[str]:
    """How near the line is to the article's first and last one."""
    head = "first-line" if index == 0 else "line-2-3" if index <= 2 else None
    tail = "last-line" if index == count - 1 else "last-3" if index >= count - 3 else None
    return [name for name in (head, tail) if name]


def _side_of_prose(index: int, prose: Sequence[int]) -> str:
    """Whether the line stands before, amid or after the lines that look like paragraphs (their numbers)."""
    if not prose:
        return "no-prose"
    if index < prose[0]:
        return "before-prose"
    if index <= prose[-1]:
        return "amid-prose"
    return "after-prose" if index <= prose[-1] + 3 else "long-after-prose"


def _around(index: int, own: Sequence[set[str]], decided: Sequence[bool]) -> list[str]:
    """What the lines next to this one are: residue, short and open, or a lead-in that ends with a colon."""
    names = []
    if index and decided[index - 1]:
        names.append("after-residue")
    if index + 1 < len(own) and decided[index + 1]:
        names.append("before-residue")
    near = sum(decided[max(0, index - 4) : index]) + sum(decided[index + 1 : index + 5])
    names += [f"residue-around-{least}" for least in (5, 3, 1) if near >= least][:1]
    if index and "ends-colon" in own[index - 1]:
        names.append("after-colon")
    close = (*own[max(0, index - 3) : index], *own[index + 1 : index + 4])
    short = sum("short-open" in signals for signals in close)
    names += [f"short-run-{least}" for least in (5, 3) if short >= least][:1]
    return names


def _heading_above(lines: Sequence[Line], own: Sequence[set[str]], index: int) -> str | None:
    """The class of a heading (a link or summary entry that is the whole of its line) that this line hangs under."""
    for back in range(index - 1, max(-1, index - 12), -1):
        whole = lines[back].whole
        if whole and whole[0].entry.cls in ("link", "summary", "caption") and "short-open" in own[back]:
            return whole[0].entry.cls
        if "open-end" not in own[back]:
            return None
    return None

"""Quotations: pieces between quotation marks, whatever the marks.

Marks are of two kinds, double (" “ ” „ « » '' ``) and single (‘ ’ '), and writers mix the marks of one kind. Each mark
is read as opening or closing by its shape, by the blanks around it and by what is open, then matched like brackets.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from credscore.records import Span

# A single mark between two word characters is an apostrophe and no candidate.
_MARK = re.compile(r"''|``|[\"“”„«»‘]|(?<!\w)['’]|['’](?!\w)")
_OPENS_ONLY = frozenset(("„", "``", "‘"))
_BEFORE_OPENING = frozenset("([{—–-/“‘\"'")
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/”’\"'")
# An apostrophe at the start of a word, where letters or a century are left out.
_CLIPPED = re.compile(
    r"['’](?:\d\ds?\b|(?:em|tis|twas|twere|til|till|cause|bout|n|round|cos|cuz|neath|gainst)\b)", re.IGNORECASE
)
# One at its end: the boys' club, goin' home. It may close a quotation, too, if nothing better follows.
_POSSESSIVE = re.compile(r"(?:s|in)['’](?=\s+\w)")


class _Mark(NamedTuple):
    start: int
    end: int
    single: bool
    opens: bool
    doubtful: bool = False  # a closing single mark that may be an apostrophe


def quotations(text: str, lines: Sequence[Span]) -> tuple[Span, ...]:
    """The quotations of a text with their marks, in order, outermost only.

    None crosses a line. One that is not closed ends with its line; so a quotation that runs over paragraphs, each of
    them opened and only the last closed, is one span a paragraph.
    """
    found: list[Span] = []
    for number, line in enumerate(lines):
        marks = _marks(text, line)
        if marks:
            following = text[lines[number + 1].start] if number + 1 < len(lines) else ""
            found += _outermost(text, line, marks, runs_on=following in "\"“‘„«'`" and following != "")
    return tuple(found)


def _marks(text: str, line: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    depth = 0  # of open double marks
    for match in _MARK.finditer(text, line.start, line.end):
        mark, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start > line.start else " "
        after = text[end] if end < line.end else " "
        free_before, free_after = (
            before.isspace() or before in _BEFORE_OPENING,
            after.isspace() or after in _AFTER_CLOSING,
        )
        single = mark in "‘’'"
        if single:
            if mark == "‘" or (mark == "'" and free_before and not after.isspace()):
                if not _CLIPPED.match(text, start, line.end) and after.isalnum():
                    marks.append(_Mark(start, end, True, True))
            elif not before.isspace():
                doubtful = bool(
                    _POSSESSIVE.match(text, start - 1, line.end) or _POSSESSIVE.match(text, start - 2, line.end)
                )
                marks.append(_Mark(start, end, True, False, doubtful))
            continue
        opens = _opens(mark, free_before and not after.isspace(), not before.isspace() and free_after, depth)
        depth = depth + 1 if opens else max(0, depth - 1)
        marks.append(_Mark(start, end, False, opens))
    return marks


def _opens(mark: str, looks_opening: bool, looks_closing: bool, depth: int) -> bool:
    """Whether a double mark opens, by its shape, the blanks around it, and how many are open."""
    if mark in _OPENS_ONLY:
        return True
    if mark in "“«":
        return not (looks_closing and not looks_opening and depth)
    if mark in "”»":
        return looks_opening and not looks_closing and not depth
    if looks_opening == looks_closing:
        return not depth
    return looks_opening


def _outermost(text: str, line: Span, marks: list[_Mark], *, runs_on: bool) -> list[Span]:
    ends = _matched(marks)
    closers = [mark for mark in marks if not mark.single and not mark.opens]
    spans, past, next_closer = [], line.start, 0
    for index, mark in enumerate(marks):
        if not mark.opens or mark.start < past:
            continue
        end = ends.get(index)
        if end is None and mark.start == line.start and runs_on and text[mark.start : mark.end] != "'":
            end = line.end
        if end is None and not mark.single:
            # Not balanced: the next closing mark is taken, though another opening one stands before it.
            while next_closer < len(closers) and closers[next_closer].start < mark.end:
                next_closer += 1
            end = closers[next_closer].end if next_closer < len(closers) else line.end
        if end is not None:
            past = end
            if any(c.isalnum() for c in text[mark.end : end]):
                spans.append(Span(mark.start, end))
    return spans


def _matched(marks: list[_Mark]) -> dict[int, int]:
    """Index of each opening mark that is closed -> where its closing mark ends."""
    better = _better_follows(marks)
    ends: dict[int, int] = {}
    stack: list[int] = []
    singles = doubles = 0
    for index, mark in enumerate(marks):
        if mark.opens:
            stack.append(index)
            singles, doubles = singles + mark.single, doubles + (not mark.single)
        elif (singles if mark.single else doubles) and not (mark.doubtful and better[index]):
            while True:
                opener = stack.pop()
                kind = marks[opener].single
                singles, doubles = singles - kind, doubles - (not kind)
                if kind == mark.single:
                    break
            ends[opener] = mark.end
    return ends


def _better_follows(marks: list[_Mark]) -> list[bool]:
    """For each mark, whether a sure closing single mark follows before the next opening one."""
    better, sure = [False] * len(marks), False
    for index in range(len(marks) - 1, -1, -1):
        better[index] = sure
        if marks[index].single:
            sure = not marks[index].opens and (sure or not marks[index].doubtful)
    return better

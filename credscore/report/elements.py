"""What a page holds tens of thousands of, marks in texts and rows of findings, as HTML.

Templates write all the rest; as macros of theirs, these took half of the time of a report.
"""

from collections.abc import Sequence

from markupsafe import Markup, escape

from credscore.report.marks import Segment, Sentence, clean
from credscore.report.views import FindingRow


def marked(sentence: Sentence, anchor: str, findings: Sequence[FindingRow]) -> Markup:
    """A sentence with its marks.

    A mark is a link to its reason; what is said is long, and only shows its reason under the pointer.
    """
    return _html("".join(_segment(piece, anchor, findings) for piece in sentence.segments))


def _segment(piece: Segment, anchor: str, findings: Sequence[FindingRow]) -> str:
    text, top = _text(piece.text), piece.top
    if top is None:
        return text
    numbers = list(dict.fromkeys(mark.finding for mark in reversed(piece.marks)))  # the one on top first
    classes = " ".join(("m", *piece.roles, *(() if top.own else ("speaker",))))
    if findings[numbers[0]].against:
        classes += " against"
    every = " ".join(map(str, numbers))
    if piece.first and top.role != "content":
        others = f' data-m="{every}"' if len(numbers) > 1 else ""
        text = f'<a class="{classes}" href="#{anchor}-m{numbers[0]}"{others}>{text}</a>'
    else:
        text = f'<span class="{classes}" data-m="{every}">{text}</span>'
    if piece.first and top.role == "residue":
        text = f'<span class="tag stray" aria-hidden="true">{_text(top.kind)}</span>{text}'
    for hedge in piece.closing:
        text += f'<span class="tag" aria-hidden="true">{_text(hedge.kind[:1].upper())}</span>'
    return text


def reasoned(one: FindingRow, number: int, anchor: str) -> Markup:
    """A finding as a row of the table of all marks: where, what, in which words, and why."""
    place = "title" if one.sentence is None else f'<a href="#{anchor}-s{one.sentence}">{one.sentence + 1}</a>'
    against = f'<span class="bad-text">contradicts the others: {_text(one.against)}</span>' if one.against else ""
    more = "".join(f"<span>{_text(line)}</span>" for line in one.why[1:])
    return _html(
        f'<tr data-tags="{one.name}{" against" if against else ""}"><td class="num">{place}</td><td>{one.name}</td>'
        f'<td>{_text(one.words)}</td><td class="why" id="{anchor}-m{number}"><b>{_text(one.why[0])}</b>{against}{more}'
        "</td></tr>"
    )


def _text(value: str) -> str:
    """A text as every template puts it in: without what a page must not hold, and escaped."""
    return str(escape(clean(value)))


def _html(made: str) -> Markup:
    return Markup(made)  # noqa: S704 - every text in it went through `_text`

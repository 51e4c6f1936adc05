"""An article for `inspect`: every sentence with its marks, and below it who is cited and why each mark is there."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from credscore.records import Evidence, Span, Style
from credscore.report.marks import Mark, Sentence, clean, sentences
from credscore.report.terminal.draw import hung, line
from credscore.report.views import title_of
from credscore.report.words import tally_of

_STYLES = {
    "residue": "dim strike",
    "content": "cyan",
    "claim": "bold green",
    "style": "magenta underline",
    "source": "bold cyan underline",
    "hedge": "yellow underline",
    "cue": "italic magenta",
}
# Where there is no colour, what is said would look like any other word.
_PLAIN_STYLES = _STYLES | {
    "content": "underline",
    "source": "bold underline",
    "hedge": "reverse",
    "cue": "italic bold",
    "style": "underline",
}
_SIGNS = {"source": "▸", "cue": "▸", "content": "▸", "hedge": "≈", "residue": "✂", "claim": "#", "style": "!"}
_SIGN_STYLES = {
    "source": "cyan",
    "cue": "cyan",
    "content": "cyan",
    "hedge": "yellow",
    "residue": "dim",
    "claim": "green",
    "style": "magenta",
}
_SAID = ("source", "cue", "content")
_TONE = "!"


class _Marked:
    """Pieces of text with the roles of their marks, drawn with colours or, without them, by other means."""

    def __init__(self, pieces: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.pieces = tuple(pieces)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        styles = _PLAIN_STYLES if console.no_color else _STYLES
        text = Text()
        for piece, roles in self.pieces:
            text.append(piece, style=" ".join(styles[role] for role in roles))
        yield text


def article_view(evidence: Evidence, text: str) -> RenderableType:
    """An article for `inspect`: every sentence with its marks, and below it who is cited and why each mark is there."""
    facts = [clean(evidence.source), clean(evidence.date or ""), f"{evidence.words:,} words", *tally_of(evidence)]
    table = Table.grid(Column(justify="right", style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 1))
    told: set[tuple[str, ...]] = set()
    paragraph = 0
    for sentence in sentences(evidence, text):
        if sentence.paragraph != paragraph:
            table.add_row("", "")
            paragraph = sentence.paragraph
        span = Span(sentence.start, sentence.end)
        tone = (s for s in evidence.style if s.place == "text" and span.start <= s.start < span.end)
        reasons = (*_reasons(sentence, told), *_tone(tone, text))
        table.add_row(str(sentence.number + 1), Group(_sentence(sentence), *reasons))
    return Group(
        Rule(style="dim"),
        line(title_of(evidence, text), "bold"),
        line(" · ".join(filter(None, facts)), "dim"),
        *_title_claims(evidence),
        *_tone((s for s in evidence.style if s.place == "title"), evidence.title or ""),
        legend(),
        Text(),
        table,
        Text(),
    )


def legend() -> RenderableType:
    """One line that says what each mark means."""
    parts: list[tuple[str, tuple[str, ...]]] = []
    for role in ("source", "cue", "content", "hedge", "claim", "style", "residue"):
        parts += [(f"{_SIGNS[role]} ", ()), (role, (role,)), ("  ", ())]
    return _Marked([*parts, (f"{_TONE} tone", ())])


def _tone(found: Iterable[Style], text: str) -> Iterable[RenderableType]:
    """One line for all that raises the outlet's voice in a sentence or title; nothing where nothing does."""
    told = [
        f"“{clean(text[one.start : one.end])}” {one.cls.replace('_', ' ')}, rule {one.rule}"
        if one.cls != "headline"
        else f"the text does not bear out this headline, rule {one.rule}"
        for one in found
    ]
    if told:
        yield Padding(hung(Text(_TONE, style="magenta"), line(" · ".join(told), "dim")), (0, 0, 0, 2))


def _title_claims(evidence: Evidence) -> Iterable[RenderableType]:
    for claim in evidence.claims:
        if claim.place == "title":
            why = line(f"{claim.slot} “{claim.text}” in the title · rule {claim.rule}", "dim")
            yield hung(Text(_SIGNS["claim"], _SIGN_STYLES["claim"]), why)


def _sentence(sentence: Sentence) -> RenderableType:
    return _Marked((piece.text.replace("\n", " ").replace("\t", " "), piece.roles) for piece in sentence.segments)


def _reasons(sentence: Sentence, told: set[tuple[str, ...]]) -> Iterable[RenderableType]:
    """A line for each finding in a sentence; an attribution that runs on is told once and then named."""
    here: dict[tuple[str, ...], tuple[Mark, list[str]]] = {}
    for segment in sentence.segments:
        for mark in segment.marks:
            said_by = ("said", mark.why[0].partition(": ")[2], *mark.why[1:])
            key = said_by if mark.role in _SAID else (mark.role, str(mark.start), *mark.why)
            known = here.get(key)
            # Of source, cue and content it is the cue that is quoted.
            if known is None or (mark.role == "cue" and known[0].role != "cue"):
                here[key] = (mark, [segment.text])
            elif mark.role == known[0].role:
                known[1].append(segment.text)
    for key, (mark, pieces) in here.items():
        again = mark.role == "content" and key in told
        if mark.role in _SAID:
            told.add(key)
        sign = Text(_SIGNS[mark.role], style=_SIGN_STYLES[mark.role])
        yield Padding(hung(sign, _reason(mark, " ".join("".join(pieces).split()), again=again)), (0, 0, 0, 2))


def _reason(mark: Mark, text: str, *, again: bool) -> Text:
    name = clean(mark.why[0].partition(": ")[2])
    if mark.role == "residue":
        return line(" · ".join(mark.why[1:]), "dim")
    if mark.role in _SAID:
        cue = f" · “{text}”" if mark.role == "cue" else ""
        why = " goes on" if again else f" · {mark.why[1]}{cue} · {mark.why[-1]}"
        return Text().append(name, style="bold").append(clean(why), style="dim")
    if mark.role == "hedge":
        # Its class says what the explanation of the class would.
        return Text(f"“{clean(text)}” ").append(clean(" · ".join((name, *mark.why[2:]))), style="dim")
    # A value that is said in the very words of the text need not be said twice.
    quoted = () if name.endswith(text) else (f"“{text}”",)
    return Text(name).append(clean(" · ".join(("", *quoted, *mark.why[1:]))), style="dim")

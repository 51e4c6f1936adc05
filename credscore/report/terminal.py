"""Tables and articles for the terminal; texts are drawn as they are: no markup is read, no escape code gets out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from credscore.records import Card, Consensus, Evidence, SourceCard, Story, Value
from credscore.report.marks import Mark, Sentence, clean, sentences
from credscore.report.stories import RELATIONS, about_of, agreed, distinct, said, slot_name
from credscore.report.views import how_sure, title_of
from credscore.tables import CRITERIA, Row

_STYLES = {
    "residue": "dim strike",
    "content": "cyan",
    "claim": "bold green",
    "source": "bold cyan underline",
    "hedge": "yellow underline",
    "cue": "italic magenta",
}
_SIGNS = {"source": "▸", "cue": "▸", "content": "▸", "hedge": "≈", "residue": "✂", "claim": "#"}
_RELATION_STYLES = {
    "equal": "green",
    "compatible": "green",
    "variant": "yellow",
    "contradict": "bold red",
    "uncorroborated": "dim",
}
_SIGN_STYLES = {
    "source": "cyan",
    "cue": "cyan",
    "content": "cyan",
    "hedge": "yellow",
    "residue": "dim",
    "claim": "green",
}
_SAID = ("source", "cue", "content")
_BAR = 8
_WIDE = 110  # from here on there is room for bars beside the numbers
_COLUMN = 20  # a story's table gives each article so many columns, or becomes a list


class _Fitted:
    """Something that is drawn one way where there is room and another where there is little."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self.draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.draw(options.max_width)


def _line(text: str, style: str = "") -> Text:
    return Text(" ".join(clean(text).split()), style=style)


def _points(value: float | None) -> Text:
    return Text("–", style="dim") if value is None else Text(f"{value:.0f}")


def _bar(value: float | None) -> Text:
    if value is None:
        return Text("–", style="dim")
    full = round(_BAR * value / 100)
    bar = Text(f"{value:3.0f} ")
    bar.append("━" * full, style="cyan")
    return bar.append("╌" * (_BAR - full), style="bright_black")


def article_view(evidence: Evidence, text: str) -> RenderableType:
    """An article for `inspect`: every sentence with its marks, and below it who is cited and why each mark is there."""
    head = Text(title_of(evidence, text), style="bold")
    facts = [clean(evidence.source), clean(evidence.date or ""), f"{evidence.words:,} words"]
    counts = [
        f"{len(evidence.attributions)} attributions",
        f"{sum(h.owner == 'outlet' for h in evidence.hedges)} hedges of its own",
        f"{len(evidence.residue)} pieces of residue",
    ]
    table = Table.grid(Column(justify="right", style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 1))
    told: set[tuple[str, ...]] = set()
    paragraph = 0
    for sentence in sentences(evidence, text):
        if sentence.paragraph != paragraph:
            table.add_row("", "")
            paragraph = sentence.paragraph
        table.add_row(str(sentence.number + 1), Group(_sentence(sentence), *_reasons(sentence, told)))
    title = [_title_claims(evidence)] if evidence.title else []
    top = Text(" · ".join(filter(None, facts + counts)), style="dim")
    return Group(Rule(style="dim"), head, top, *title, legend(), Text(), table, Text())


def legend() -> Text:
    """One line that says what each mark means."""
    parts = [
        ("source", "source"),
        ("cue", "cue"),
        ("content", "content"),
        ("hedge", "hedge"),
        ("claim", "claim"),
        ("residue", "residue"),
    ]
    line = Text()
    for role, name in parts:
        line.append(f"{_SIGNS[role]} ", style="dim").append(name, style=_STYLES[role]).append("  ")
    return line


def _title_claims(evidence: Evidence) -> Text:
    found = [c for c in evidence.claims if c.place == "title"]
    return _line("; ".join(f"# {c.slot} “{c.text}” in the title" for c in found), "green")


def _sentence(sentence: Sentence) -> Text:
    line = Text()
    for segment in sentence.segments:
        piece = segment.text.replace("\n", " ").replace("\t", " ")
        line.append(piece, style=" ".join(_STYLES[role] for role in segment.roles))
    return line


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
        yield Padding(_reason(mark, " ".join("".join(pieces).split()), again=again), (0, 0, 0, 2))


def _reason(mark: Mark, text: str, *, again: bool) -> Text:
    name = clean(mark.why[0].partition(": ")[2])
    line = Text(f"{_SIGNS[mark.role]} ", style=_SIGN_STYLES[mark.role])
    if mark.role in _SAID:
        line.append(name, style="bold")
        cue = f" · “{text}”" if mark.role == "cue" else ""
        return line.append(" goes on" if again else clean(f" · {mark.why[1]}{cue} · {mark.why[-1]}"), style="dim")
    if mark.role == "residue":
        return line.append(clean(" · ".join(mark.why[1:])), style="dim")
    # A hedge's class says what its explanation would.
    why = mark.why[2:] if mark.role == "hedge" else mark.why[1:]
    return line.append(f"“{text}” ").append(clean(" · ".join((name, *why))), style="dim")


def ranking_table(sources: Sequence[SourceCard]) -> RenderableType:
    """The ranking with a bar a criterion, and what it can and cannot tell."""

    def draw(width: int) -> RenderableType:
        rows = ((_points(card.rank), _line(card.source), card.articles, card) for card in sources)
        table = _scores_table("Ranking", ("#", "Source", "n"), width)
        for rank, source, count, card in rows:
            interval = "" if card.low is None or card.high is None else f"{card.low:.0f}–{card.high:.0f}"
            table.add_row(rank, source, str(count), _points(card.score), interval, *_criteria(card.criteria, width))
        notes = [Text(f"• {note}", style="dim") for note in how_sure(sources)]
        empty = [_line(f"• {card.source}: {card.reason}", "dim") for card in sources if card.reason]
        return Group(table, *notes, *empty, Text())

    return _Fitted(draw)


def card_table(cards: Sequence[Card]) -> RenderableType:
    """A row for each article: its criteria and score."""

    def draw(width: int) -> RenderableType:
        table = _scores_table("Articles", ("", "Article", "words"), width)
        for place, card in enumerate(cards, 1):
            criteria = {c.name: c.score for c in card.criteria}
            name = card.id if card.id == card.source else f"{card.source} {card.id}"
            table.add_row(
                str(place), _line(name), f"{card.words:,}", _points(card.score), "", *_criteria(criteria, width)
            )
        return table

    return _Fitted(draw)


def _scores_table(title: str, first: tuple[str, str, str], width: int) -> Table:
    place, name, count = first
    table = Table(
        title=title, title_style="bold", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, expand=False
    )
    table.add_column(place, justify="right", style="dim", no_wrap=True)
    table.add_column(name, overflow="fold", min_width=8)
    table.add_column(count, justify="right", no_wrap=True)
    table.add_column("score", justify="right", style="bold", no_wrap=True)
    table.add_column("95 %" if title == "Ranking" else "", style="dim", no_wrap=True)
    for criterion in CRITERIA:
        table.add_column(
            criterion if width >= _WIDE else criterion[:4], justify="left" if width >= _WIDE else "right", no_wrap=True
        )
    return table


def _criteria(scores: Mapping[str, float | None], width: int) -> list[Text]:
    return [(_bar if width >= _WIDE else _points)(scores.get(name)) for name in CRITERIA]


def story_table(story: Story, names: Mapping[str, str]) -> RenderableType:
    """Who says what, deviations marked; a list where a table would not fit. `names` maps article ids to sources."""

    def draw(width: int) -> RenderableType:
        wide = len(story.articles) > 1 and width >= _COLUMN * (len(story.articles) + 1)
        joined = [
            _line(f"one witness: {', '.join(names.get(i, i) for i in witness.articles)}: {witness.reason}", "dim")
            for witness in story.witnesses
            if len(witness.articles) > 1
        ]
        n, voices = len(story.articles), len(story.witnesses)
        head = _line(f"Story {story.id}: {n} article{'s'[: n > 1]}, {voices} witness{'es'[: 2 * (voices > 1)]}", "bold")
        body = _claims_table(story, names) if wide else _claims_list(story, names)
        return Group(Rule(style="dim"), head, *joined, body, _relations())

    return _Fitted(draw)


def _relations() -> Text:
    line = Text()
    for relation, (glyph, words) in RELATIONS.items():
        line.append(f"{glyph} {words}", style=_RELATION_STYLES[relation]).append("  ")
    return line


def _claim(claim: Consensus) -> Text:
    line = Text(f"{agreed(claim)} " if claim.settled else "", style="bold").append(slot_name(claim.slot))
    if about_of(claim):
        line.append(f" {about_of(claim)}", style="dim")
    why = f"{claim.support} of {claim.witnesses}" if claim.settled else "not settled"
    return line.append(f" ({why})", style="dim")


def _value(value: Value) -> Text:
    style = _RELATION_STYLES[value.relation]
    line = Text(f"{RELATIONS[value.relation][0]} {said(value)}", style=style)
    if value.place == "title":
        line.append(" (title)", style="dim")
    if value.relation == "contradict":
        line.append(f" ← contradicts{': ' + clean(value.reason) if value.reason else ''}", style="bold red")
    return line


def _claims_table(story: Story, names: Mapping[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, expand=True)
    table.add_column("claim", ratio=5, overflow="fold")
    for article in story.articles:
        table.add_column(_line(names.get(article, article)), ratio=4, overflow="fold")
    for claim in story.claims:
        cells = [Text("\n").join([_value(v) for v in distinct(claim.values) if v.article == a]) for a in story.articles]
        table.add_row(_claim(claim), *cells)
    return table


def _claims_list(story: Story, names: Mapping[str, str]) -> Group:
    lines: list[RenderableType] = []
    for claim in story.claims:
        lines.append(_claim(claim))
        for value in distinct(claim.values):
            name = _line(names.get(value.article, value.article) + ": ", "dim")
            lines.append(Padding(name.append(" ").append_text(_value(value)), (0, 0, 0, 2)))
    return Group(*lines)


def rows_table(rows: Sequence[Row], columns: Sequence[str]) -> RenderableType:
    """Flat rows as they are."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_line("" if row[column] is None else str(row[column])) for column in columns))
    return table

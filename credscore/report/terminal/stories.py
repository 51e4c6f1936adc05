"""Stories: who says what, deviations marked; a table where there is room for one, else a list."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from credscore.records import Consensus, Evidence, Story, Value
from credscore.report.marks import clean
from credscore.report.stories import RELATIONS, about_of, agreed, distinct, said, slot_name, story_label
from credscore.report.terminal.draw import Fitted, hung, line

_STYLES = {
    "equal": "green",
    "compatible": "green",
    "variant": "yellow",
    "contradict": "bold red",
    "uncorroborated": "dim",
}
_FIRST = 1.25  # how wide the column of the claims is, that of an article being 1
_COLUMN = 17  # a table gives what an article says so much room at least, or becomes a list ...
_NAME = 24  # ... and a name as much as it takes up to this; longer ones are folded


def stories_view(stories: Sequence[Story], evidence: Mapping[str, Evidence]) -> RenderableType:
    """The stories of two articles or more, and how many of one article are left out."""
    told = [story for story in stories if len(story.articles) > 1]
    parts: list[RenderableType] = [_story(story, evidence) for story in told]
    alone = len(stories) - len(told)
    if told:
        parts += [_relations(), Text()]
    if alone:
        many = f"{alone:,} stories of one article each are" if alone > 1 else "1 story of one article is"
        parts.append(line(f"{many} not shown: there is nothing to compare.", "dim"))
    return Group(*parts)


def _story(story: Story, evidence: Mapping[str, Evidence]) -> RenderableType:
    names = {i: evidence[i].source if i in evidence else i for i in story.articles}
    n, voices = len(story.articles), len(story.witnesses)
    against = sum(value.relation == "contradict" for claim in story.claims for value in claim.values)
    counted = f"{n} articles, {voices} independent witness{'es'[: 2 * (voices > 1)]}"
    facts = Text().append(line(f"{counted} · {story.id}", "dim"))
    if against:
        facts.append(f" · {against} deviation{'s'[: against > 1]}", style="bold red")
    joined = [
        line(f"one witness: {', '.join(names[i] for i in witness.articles)}: {witness.reason}", "dim")
        for witness in story.witnesses
        if len(witness.articles) > 1
    ]

    joined += [
        line(
            f"in the same words: {names[one.other]} and {names[one.article]}, some {one.end - one.start} characters"
            f" (of the latter {one.start}-{one.end})",
            "dim",
        )
        for one in story.shared
        if one.article in names and one.other in names
    ]

    def draw(width: int) -> RenderableType:
        room = max(_COLUMN, min(_NAME, max(map(len, names.values())))) + 3
        wide = width >= room * (n + _FIRST)
        head = line(story_label(story, evidence), "bold")
        body = [_claims_table(story, names)] if wide else [Text(), _claims_list(story, names)]
        return Group(Rule(style="dim"), head, facts, *joined, *body)

    return Fitted(draw)


def _relations() -> Text:
    text = Text()
    for relation, (glyph, words) in RELATIONS.items():
        text.append(f"{glyph} {words}", style=_STYLES[relation]).append("   ")
    return text


def _claim(claim: Consensus) -> Text:
    slot, about = slot_name(claim.slot), about_of(claim)
    if claim.settled and claim.value is not None:
        text = Text(f"{slot}: ").append(agreed(claim), style="bold")
    else:
        text = Text().append(f"{agreed(claim)} " if claim.settled else "", style="bold").append(slot)
    if about:
        text.append(f" · {about}")
    why = f"{claim.support} of {claim.witnesses} witnesses" if claim.settled else "not settled"
    return text.append(f" ({why})", style="dim")


def _value(value: Value) -> RenderableType:
    style = _STYLES[value.relation]
    text = Text(said(value), style=style)
    if value.place == "title":
        text.append(" (title)", style="dim")
    if value.relation == "contradict":
        text.append(f" ← contradicts{': ' + clean(value.reason) if value.reason else ''}", style="bold red")
    if value.relation == "variant" and value.reason:
        text.append(f" ({clean(value.reason)})", style="dim")
    return hung(Text(RELATIONS[value.relation][0], style=style), text)


def _claims_table(story: Story, names: Mapping[str, str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, expand=True)
    table.add_column("claim", ratio=round(4 * _FIRST), overflow="fold")
    for article in story.articles:
        table.add_column(line(names[article]), ratio=4, overflow="fold")
    for claim in story.claims:
        said_here = distinct(claim.values)
        cells = [Group(*(_value(v) for v in said_here if v.article == article)) for article in story.articles]
        table.add_row(_claim(claim), *cells)
    return table


def _claims_list(story: Story, names: Mapping[str, str]) -> Group:
    width = min(_NAME, max(len(name) for name in names.values()))
    parts: list[RenderableType] = []
    for claim in story.claims:
        grid = Table.grid(
            Column(width=2), Column(width=width, overflow="fold", style="dim"), Column(overflow="fold"), padding=(0, 1)
        )
        said_here = distinct(claim.values)
        for article in story.articles:
            values = [_value(value) for value in said_here if value.article == article]
            if values:
                grid.add_row("", line(names[article]), Group(*values))
        parts += [_claim(claim), grid, Text()]
    return Group(*parts)

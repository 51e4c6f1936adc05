"""Work on lexicons: the concordance of a term, what a change moves, candidates, and how well rows do."""

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from credscore.report.terminal.draw import Fitted, line
from credscore.tables import Row

_SHOWN = 60  # rows of a table; other formats print all
_COLOURS = {"counts": "bold green", "kept out": "red", "hidden": "yellow"}
_SIGNS = {"gained": ("+", "green"), "lost": ("−", "red")}


def places_view(rows: Sequence[Row]) -> RenderableType:
    """Where a term stands, a line a place with its sentence around it; below, what counts and what is kept out why."""
    if not rows:
        return line("The term stands nowhere.", "dim")
    why = Counter(f"{row['verdict']}: {row['why']}" if row["why"] else str(row["verdict"]) for row in rows)
    summary = [line(f"{count:>5}  {text}") for text, count in sorted(why.items(), key=lambda one: (-one[1], one[0]))]
    return Group(Fitted(lambda width: _concordance(rows[:_SHOWN], width)), *_more(rows), *summary)


def _concordance(rows: Sequence[Row], width: int) -> RenderableType:
    parts: list[RenderableType] = []
    half = max(10, (width - 20) // 2)
    for row in rows:
        left, right = line(str(row["left"])).plain, line(str(row["right"])).plain
        left = left if len(left) <= half else "…" + left[1 - half :]
        place = Text(left.rjust(half), no_wrap=True, overflow="ellipsis")
        place.append(_space(str(row["left"])[-1:])).append(line(str(row["hit"]), _COLOURS[str(row["verdict"])]))
        parts.append(place.append(_space(str(row["right"])[:1])).append(right))
        if row["why"]:
            parts.append(Padding(line(f"{row['verdict']}: {row['why']}", "dim"), (0, 0, 0, half + 1)))
    return Group(*parts, Text())


def _space(sign: str) -> str:
    return " " if sign.isspace() else ""


def difference_view(rows: Sequence[Row]) -> RenderableType:
    """Findings gained and lost with their sentences, then what moves: sources first, then articles."""
    if not rows:
        return line("Nothing changes.", "dim")
    found = [row for row in rows if row["change"] in _SIGNS]
    parts: list[RenderableType] = []
    article = None
    for row in found[:_SHOWN]:
        if row["article"] != article:
            article = row["article"]
            parts += [Text(), line(f"{article}", "bold")]
        sign, colour = _SIGNS[str(row["change"])]
        parts.append(line(f"{sign} {row['kind']} “{row['what']}” · {row['label']} · rule {row['rule']}", colour))
        parts.append(Padding(line(str(row["sentence"]), "dim"), (0, 0, 0, 4)))
    gained = sum(row["change"] == "gained" for row in found)
    parts += [*_more(found), Text(), line(f"{gained} findings gained, {len(found) - gained} lost.", "bold")]
    for kind in ("source", "article"):
        moved = [row for row in rows if row["change"] == "moved" and row["kind"] == kind]
        if moved:
            parts += [Text(), _moved(moved[:_SHOWN], kind), *_more(moved)]
    return Group(*parts)


def _moved(rows: Sequence[Row], kind: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(kind, overflow="fold", style="bold")
    for name in ("score", "rank", "attr", "hedg", "resi", "cons"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        ranks = f"{_whole(row['rank_before'])} → {_whole(row['rank_after'])}"
        changes = [_signed(row[name]) for name in ("attribution", "hedging", "residue", "consistency")]
        score = f"{_number(row['before'])} → {_number(row['after'])}"
        rank = ranks if row["rank_before"] != row["rank_after"] else _whole(row["rank_before"])
        table.add_row(line(str(row[kind])), score, rank, *changes)
    return table


def _more(rows: Sequence[Row]) -> list[RenderableType]:
    left = len(rows) - _SHOWN
    return [line(f"{left:,} more: --format csv prints all.", "dim")] if left > 0 else []


def _number(value: object) -> str:
    return "–" if value is None else f"{value:.1f}"


def _whole(value: object) -> str:
    return "–" if value is None else str(value)


def _signed(value: object) -> Text:
    if not isinstance(value, int | float):
        return Text("·", style="dim")
    return Text(f"{value:+.1f}", style="green" if value > 0 else "red")


def candidates_view(rows: Sequence[Row]) -> RenderableType:
    """Candidates for a lexicon, most likely first, each with what speaks for it and an example."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True)
    table.add_column("term and example", overflow="fold", ratio=1)
    table.add_column("class", style="cyan", no_wrap=True)
    for name in ("G²", "here", "else", "art."):
        table.add_column(name, justify="right", no_wrap=True)
    table.expand = True
    for row in rows:
        said = Group(line(str(row["term"]), "bold"), line(str(row["yes"]), "dim"))
        numbers = [f"{row[name]:,.0f}" for name in ("likelihood", "count", "elsewhere", "articles")]
        table.add_row(said, line(str(row["class"])), *numbers)
    return table


def figures_view(rows: Sequence[Row]) -> RenderableType:
    """Precision and recall of lexicons and classes, then of the rows that mark most wrongly and miss most."""
    wide = [row for row in rows if row["level"] != "row"]
    single = [row for row in rows if row["level"] == "row"]
    single.sort(key=lambda row: (_count(row, "right") - _count(row, "found"), -_count(row, "gold"), str(row["name"])))
    return Group(_figures(wide), line("Rows, those with most wrong marks first", "bold"), _figures(single[:_SHOWN]))


def _figures(rows: Sequence[Row]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("lexicon", overflow="fold", style="bold")
    table.add_column("class or row", overflow="fold")
    for name in ("precision", "recall", "found", "right", "gold", "hit"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        counts = [str(row[name]) for name in ("found", "right", "gold", "hit")]
        shares = [_number(row["precision"]), _number(row["recall"])]
        table.add_row(line(str(row["lexicon"])), line(str(row["name"] or "all")), *shares, *counts)
    return table


def _count(row: Row, name: str) -> int:
    value = row[name]
    return value if isinstance(value, int) else 0

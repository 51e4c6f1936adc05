"""What all terminal views share: how a text becomes a line, and views that look at the width they have."""

from collections.abc import Callable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Column, Table
from rich.text import Text

from credscore.report.marks import clean


class Fitted:
    """Something that is drawn one way where there is room and another where there is little."""

    def __init__(self, draw: Callable[[int], RenderableType]) -> None:
        self.draw = draw

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.draw(options.max_width)


def line(text: str, style: str = "") -> Text:
    """A text as one line, as it is: no markup is read, no escape code gets out."""
    return Text(" ".join(clean(text).split()), style=style)


def points(value: float | None) -> Text:
    """A score, or a dash where there is none."""
    return Text("–", style="dim") if value is None else Text(f"{value:.0f}")


def hung(sign: Text, text: RenderableType, width: int | None = None) -> Table:
    """A sign with a text beside it, whose further lines hang under the first."""
    grid = Table.grid(Column(width=width, overflow="fold"), Column(overflow="fold"), padding=(0, 1))
    grid.add_row(sign, text)
    return grid

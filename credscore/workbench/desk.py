"""The state behind the page: articles, lexicons with unsaved edits, what the last change moved. One at a time."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import RLock

from credscore.errors import CredscoreError, LexiconConflictError, LexiconError
from credscore.lexicon import COLUMNS, Lexicons
from credscore.lexicon.edit import add, change, remove, switch_off, switch_on
from credscore.lexicon.read import Placed
from credscore.pipeline import Options, Scored
from credscore.records import Article, Refusal
from credscore.tuning.compare import Move, article_moves, source_moves
from credscore.tuning.session import Session
from credscore.workbench.draft import Draft, Edit

EDITABLE = tuple(column for column in COLUMNS if column != "id")


@dataclass(frozen=True, slots=True)
class RowForm:
    """A row as it can be edited: every cell with the layer it comes from, and what is below the project's layer."""

    lexicon: str
    row: str
    cells: dict[str, str]
    origins: dict[str, str]
    below: dict[str, str] | None
    own: bool

    @property
    def off(self) -> bool:
        """Whether the row is switched off."""
        return self.cells.get("status") == "off"


class Desk:
    """One session of the workbench; every method holds the lock for itself, `lock` holds it over several.

    Args:
        options: how to analyse.
        draft: the project's layer.
        articles: what is on the desk at first; what cannot be analysed goes to `refused`.

    Attributes:
        version: counts every change of the lexicons; an edit names the one it was made on.
        says: what the last change was, or the last ones, where the articles they touch are not all analysed yet.
        problem: why the files on disk cannot be used; the lexicons before that stay in use.

    Raises:
        LexiconError, ModelError: as `Session`, and where the layers do not load at first.
    """

    def __init__(self, options: Options, draft: Draft, articles: Iterable[Article | Refusal] = ()) -> None:
        self.lock = RLock()
        self.options, self.draft = options, draft
        self.limits = options.settings.workbench
        self._layered = draft.layered()
        self._stamp = draft.stamp()
        self.session = Session(options, self._layered.lexicons)
        self.version = 1
        self.says = ""
        self._together = 0
        self.problem: CredscoreError | None = None
        self.refused: list[Refusal] = []
        self.take(articles)
        self._before = self.session.scored

    @property
    def lexicons(self) -> Lexicons:
        """The lexicons in use."""
        return self.session.lexicons

    def take(self, articles: Iterable[Article | Refusal], most: int | None = None) -> list[str]:
        """Load articles, `most` of them; the ids of those loaded. What is refused is told in `refused`.

        Without `most` nothing more is read when the workbench is full: there may be millions.
        """
        loaded: list[str] = []
        for one in articles:
            with self.lock:
                if most is None and len(self.session.articles) >= self.limits.articles:
                    reason = f"The workbench holds {self.limits.articles:,} articles; the others were not read."
                    self.refused.append(Refusal(one.id, one.id, "too-many", reason))
                    break
                refusal = (
                    one if isinstance(one, Refusal) else self._full(one, len(loaded), most) or self.session.add(one)
                )
                if refusal is not None:
                    self.refused.append(refusal)
                elif isinstance(one, Article):
                    loaded.append(one.id)
        with self.lock:
            waited = bool(self.session.waiting)
            self.session.go_on()  # what sources repeat is known only now
            if loaded and not waited:
                self._before, self.says = self.session.scored, ""  # what moves now is not the last edit's doing
        return loaded

    def _full(self, article: Article, loaded: int, most: int | None) -> Refusal | None:
        limit = self.limits.articles
        if len(self.session.articles) >= limit:
            return Refusal(
                article.id, article.id, "too-many", f"The workbench holds {limit:,} articles. Start it anew."
            )
        if most is not None and loaded >= most:
            reason = f"One upload holds {most:,} articles at most. Name the file on the command line."
            return Refusal(article.id, article.id, "too-many", reason)
        return None

    def look(self) -> None:
        """Take over what was changed on disk meanwhile; where it does not load, remember why and go on without."""
        with self.lock:
            stamp = self.draft.stamp()
            if stamp == self._stamp:
                return
            self._stamp = stamp
            try:
                self._use(self.draft.edits, "The lexicons were changed on disk.", None)
            except LexiconError as error:
                self.problem = error

    def row(self, lexicon: str, row: str) -> RowForm | None:
        """A row for editing; None where there is none."""
        with self.lock:
            placed = self._layered.rows.get(lexicon, {}).get(row)
            if placed is None:
                return None
            layers = {one.layer: one for one in _layers(placed)}
            below = layers.get("built-in")
            cells, origins = dict(placed.cells), dict(placed.origins)
            return RowForm(lexicon, row, cells, origins, below and dict(below.cells), "project" in layers)

    def edit(self, version: int, lexicon: str, row: str, cells: dict[str, str], article: str | None = None) -> None:
        """Let a row be what these cells say; what is as the layer below has it is not written.

        Raises:
            LexiconConflictError: the lexicons are not those of that version.
            LexiconError: the row cannot be so.
        """
        with self.lock:
            self._check(version)
            form = self.row(lexicon, row)
            if form is None:
                raise LexiconError(f"'{lexicon}' has no row '{row}'.", remedy="Add it as a new row.")
            below = {"status": "on", **(form.below or {})}
            given = {column: _line(value) for column, value in cells.items() if column in EDITABLE}
            for column, value in given.items():
                if not value and form.below and below.get(column):
                    raise LexiconError(
                        f"column '{column}' of '{row}' cannot be emptied: the built-in row says “{below[column]}”.",
                        remedy="Switch the row off and add one of your own.",
                    )
            own = {column: "" if value == below.get(column, "") else value for column, value in given.items()}
            kept = [c for c, layer in form.origins.items() if layer == "project" and c not in ("id", *given)]
            if form.below is not None and not kept and not any(own.values()):
                edit = partial(remove, row=row) if form.own else _nothing
            else:
                edit = partial(change, row=row, cells=own)
            self._do(Edit(lexicon, row, f"Changed {lexicon}/{row}.", edit), article)

    def add(self, version: int, lexicon: str, cells: dict[str, str], article: str | None = None) -> str:
        """Add a row; its id is made of its term where none is given, and returned.

        Raises:
            LexiconConflictError, LexiconError: as `edit`.
        """
        with self.lock:
            self._check(version)
            if lexicon not in self.lexicons:
                raise LexiconError(f"there is no lexicon '{lexicon}'.", remedy=f"There are {', '.join(self.lexicons)}.")
            given = {column: _line(value) for column, value in cells.items() if column in COLUMNS}
            row = given["id"] = given.get("id") or self._new_id(lexicon, given.get("term", ""))
            if row in self._layered.rows.get(lexicon, {}):
                raise LexiconError(
                    f"'{lexicon}' has a row '{row}' already.", remedy="Change that row, or use another id."
                )
            self._do(Edit(lexicon, row, f"Added {lexicon}/{row}.", partial(add, cells=given)), article)
            return row

    def switch(self, version: int, lexicon: str, row: str, *, on: bool, article: str | None = None) -> None:
        """Switch a row off, or on again.

        Raises:
            LexiconConflictError, LexiconError: as `edit`.
        """
        with self.lock:
            self._check(version)
            form = self.row(lexicon, row)
            if form is None:
                raise LexiconError(f"'{lexicon}' has no row '{row}'.", remedy="It may have been taken out meanwhile.")
            below_off = (form.below or {}).get("status") == "off"
            edit = partial(switch_on, row=row, off_below=below_off) if on else partial(switch_off, row=row)
            self._do(Edit(lexicon, row, f"Switched {lexicon}/{row} {'on' if on else 'off'}.", edit), article)

    def drop(self, version: int, lexicon: str, row: str, article: str | None = None) -> None:
        """Take a row out of the project's layer.

        Raises:
            LexiconConflictError, LexiconError: as `edit`.
        """
        with self.lock:
            self._check(version)
            self._do(Edit(lexicon, row, f"Took {lexicon}/{row} out of your layer.", partial(remove, row=row)), article)

    def undo(self, version: int, article: str | None = None) -> None:
        """Take back the last edit that is not saved.

        Raises:
            LexiconConflictError: as `edit`.
        """
        with self.lock:
            self._check(version)
            if self.draft.edits:
                *kept, last = self.draft.edits
                self._use(tuple(kept), f"Undone: {last.says}", article)

    def save(self, version: int) -> list[Path]:
        """Write the edits to the project's layer; the files written.

        Raises:
            LexiconConflictError, LexiconError, OutputError: what stands in the way; what is not written stays an edit.
        """
        with self.lock:
            self._check(version)
            try:
                return self.draft.save()
            finally:
                self._stamp = self.draft.stamp()
                self.version += 1

    def _check(self, version: int) -> None:
        self.look()
        if version != self.version:
            raise LexiconConflictError(
                "The lexicons were changed meanwhile, in another tab or on disk; nothing of yours was written.",
                remedy="What you typed is still here. Look at what is new, and send it again.",
            )

    def _do(self, edit: Edit, article: str | None) -> None:
        self._use((*self.draft.edits, edit), edit.says, article)

    def _use(self, edits: tuple[Edit, ...], says: str, article: str | None) -> None:
        layers = self.draft.layered(edits)
        if self.session.waiting:  # what the change before moves is not all known yet: the two are told together
            self._together += 1
            self.says = f"{self._together} changes, the last: {says}"
        else:
            self._together, self.says, self._before = 1, says, self.session.scored
        self._layered, self.draft.edits, self.problem = layers, edits, None
        self.version += 1
        self.session.use(layers.lexicons, first=article)
        self.session.go_on(self.limits.slice_seconds)

    def _new_id(self, lexicon: str, term: str) -> str:
        plain = "".join(c if c.isascii() and c.isalnum() else " " for c in term.lower()).split()
        stem = "-".join(plain[:6]) or "row"
        taken = self._layered.rows.get(lexicon, {})
        return next(name for n in range(1, len(taken) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)

    def go_on(self) -> int:
        """Analyse for a while what the last change touches, letting others in between; how many articles still wait."""
        end = time.monotonic() + self.limits.catch_up_seconds
        while True:
            with self.lock:
                left = self.session.go_on(0)
            if not left or time.monotonic() >= end:
                return left
            time.sleep(0.001)  # a lock that is taken again at once is taken from nobody else

    @property
    def moved(self) -> tuple[list[Move], list[Move]]:
        """The articles and the sources that the last change moved so far, the furthest first.

        An article that only changes its place, since others move past it, is not named.
        """
        articles = [m for m in article_moves(self._before, self.scored) if m.before != m.after or m.criteria]
        return articles, list(source_moves(self._before, self.scored))

    @property
    def scored(self) -> Scored:
        """The scores so far."""
        return self.session.scored


def _layers(placed: Placed | None) -> Iterator[Placed]:
    """A row and what lies below it, from the topmost layer down."""
    while placed is not None:
        yield placed
        placed = placed.below


def _nothing(text: str) -> str:
    return text


def _line(value: str) -> str:
    return " ".join(value.splitlines()).strip()

"""What can be seen of a lexicon's rows without a text: rows that say the same, the opposite, or nothing at all.

Whether an entry's examples hold, and whether it matches anything, needs a parsed text: see the room `tuning`.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from credscore.lexicon.edit import ID
from credscore.lexicon.entries import EXCEPTION, Entry
from credscore.lexicon.flaws import Flaw
from credscore.lexicon.guards import NEIGHBOURS, Guard
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import Layered, irregular_forms
from credscore.lexicon.read import Placed

Scope = Callable[[str, Placed], bool]


def check_rows(layers: Layered, scope: Scope) -> Iterator[Flaw]:
    """The flaws of the rows in scope (asked with the name of the lexicon and the row), those of one lexicon together.

    Checks: `id-form`, `source`, `characters` (a term with signs that cannot be seen), `idle` (a row that changes
    nothing), `guards` (guards that can never hold together), `duplicate`, `contradiction` (one term, two classes),
    `shadowed` (another row matches wherever this one does, and wins), `replaces` (a row out of scope is so shadowed).
    """
    for name, lexicon in layers.lexicons.items():
        placed = layers.rows[name]
        mine = [entry for entry in lexicon.entries.values() if scope(name, placed[entry.id])]
        rivals = _Rivals(list(lexicon.entries.values()), lexicon.ambiguous) if mine else None
        for entry in mine:
            row = placed[entry.id]
            yield from _own(entry, row, set(lexicon.sources))
            rival = rivals.of(entry) if rivals and entry.status == "on" else None
            if rival:
                yield _rivalry(entry, rival, row, placed[rival.id])
            elif rivals and entry.status == "on":
                for other in rivals.replaced_by(entry):
                    if not scope(name, placed[other.id]):
                        yield _replacement(entry, other, row, placed[other.id])


def _own(entry: Entry, row: Placed, sources: set[str]) -> Iterator[Flaw]:
    def flaw(check: str, column: str, message: str, remedy: str) -> Flaw:
        return Flaw(check, row.path, row.line, entry.id, column, message, remedy)

    if not ID.fullmatch(entry.id):
        yield flaw("id-form", "id", f"'{entry.id}' is no id", "Use small letters, figures and hyphens: my-new-row.")
    if entry.source not in sources:
        message = f"'{entry.source}' is not in [sources] of the TOML" if entry.source else "is empty"
        yield flaw("source", "source", message, f"Say where it is from: {', '.join(sorted(sources))}; or add a source.")
    unseen = [sign for sign in entry.term if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn")]
    if unseen:
        yield flaw(
            "characters", "term", f"holds the sign U+{ord(unseen[0]):04X}, which cannot be seen", "Type it anew."
        )
    if row.below and _says(row) == _says(row.below):
        yield flaw("idle", "id", "changes nothing of the row below", "Take the row out, or change a cell of it.")
    if clash := _clash(entry):
        column, message = clash
        yield flaw("guards", column, message, "Take one of the two out.")


def _says(row: Placed) -> dict[str, str]:
    return {"status": "on"} | row.cells


def _clash(entry: Entry) -> tuple[str, str] | None:
    """Why no match can ever count."""
    for guard in (*entry.when, *entry.unless):
        if guard.name == "line-length":
            low, high = map(int, guard.values[0].split("-"))
            if low > high:
                return "when" if guard in entry.when else "unless", f"no line has {guard.values[0]} words"
    for number, guard in enumerate(entry.when):
        for other in entry.unless:
            if guard.name == other.name and set(guard.values) <= set(other.values):
                return "unless", f"'{other}' takes away all that when '{guard}' lets through"
        for other in entry.when[number + 1 :]:
            plain = not any(value.startswith("@") for value in guard.values + other.values)
            apart = guard.name == other.name in NEIGHBOURS and plain and set(guard.values).isdisjoint(other.values)
            if apart:
                return "when", f"'{guard}' and '{other}' never hold together"
    return None


class _Rivals:
    """The entries of a lexicon by the forms they match, to find one that takes the place of another."""

    def __init__(self, entries: list[Entry], ambiguous: bool) -> None:
        self._ambiguous = ambiguous
        self._by_form: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.status == "on":
                for form in _forms(entry):
                    self._by_form.setdefault(form, []).append(entry)

    def of(self, entry: Entry) -> Entry | None:
        """An entry that matches wherever this one does, so that this one or the other says nothing."""
        mine = _forms(entry)
        others = [other for other in self._by_form[min(mine)] if other.id != entry.id and mine <= _forms(other)]
        if self._ambiguous:
            others = [other for other in others if other.cls == entry.cls]
        return next((other for other in others if _takes_over(other, entry, mine == _forms(other))), None)

    def replaced_by(self, entry: Entry) -> list[Entry]:
        """The entries that say nothing any more beside this one."""
        mine = _forms(entry)
        others = {other.id: other for form in mine for other in self._by_form[form] if _forms(other) <= mine}
        del others[entry.id]
        if self._ambiguous:
            others = {name: other for name, other in others.items() if other.cls == entry.cls}
        return [other for other in others.values() if _takes_over(entry, other, mine == _forms(other))]


def _takes_over(other: Entry, entry: Entry, same_forms: bool) -> bool:
    if not _looser(other, entry):
        return False
    if same_forms and _looser(entry, other):
        return True
    if other.cls == entry.cls:
        return entry.weight <= other.weight
    return other.cls == EXCEPTION


def _rivalry(entry: Entry, other: Entry, row: Placed, there: Placed) -> Flaw:
    place = f"'{other.id}' ({there.path.name}:{there.line})"
    same = _forms(entry) == _forms(other) and _looser(entry, other)
    if same and entry.cls == other.cls:
        check, column, message = "duplicate", "term", f"'{entry.term}' stands in {place} under the same guards"
        remedy = "Keep one of the two."
    elif same:
        check, column = "contradiction", "class"
        message = f"'{entry.term}' is '{entry.cls}' here and '{other.cls}' in {place}, under the same guards"
        remedy = "Switch one of the two off, or give them guards that tell them apart."
    else:
        check, column = "shadowed", "term"
        message = f"{place} matches wherever this row does, and counts at least as much"
        remedy = "Take this row out, or give it what the other lacks."
    return Flaw(check, row.path, row.line, entry.id, column, message, remedy)


def _replacement(entry: Entry, other: Entry, row: Placed, there: Placed) -> Flaw:
    message = f"matches wherever '{other.id}' ({there.path.name}:{there.line}) does, which then says nothing"
    remedy = f"Change '{other.id}' instead, or switch it off; or give this row guards."
    return Flaw("replaces", row.path, row.line, entry.id, "term", message, remedy)


@cache
def _forms(entry: Entry) -> frozenset[str]:
    if entry.match == "regex":
        return frozenset((f"regex {entry.term}",))
    terms = forms(entry.term, _irregular()) if entry.match == "lemma" else (entry.term,)
    return frozenset(term.lower().replace("’", "'") for term in terms)


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return irregular_forms()


def _looser(other: Entry, entry: Entry) -> bool:
    """Whether the guards of one let through whatever those of another do."""
    # case=exact asks for the term as each spells it.
    if _exact(other.when) and other.term != entry.term:
        return False
    return all(any(_implies(mine, guard) for mine in entry.when) for guard in other.when) and all(
        any(_implies(guard, mine) for mine in entry.unless) for guard in other.unless
    )


def _exact(guards: tuple[Guard, ...]) -> bool:
    return any(guard.name == "case" and "exact" in guard.values for guard in guards)


def _implies(narrow: Guard, wide: Guard) -> bool:
    """Whether one guard holds only where the other does."""
    if narrow == wide:
        return True
    return narrow.name == wide.name != "line-length" and set(narrow.values) <= set(wide.values)

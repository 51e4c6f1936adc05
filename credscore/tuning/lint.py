"""All that is wrong with lexicons: what reading finds, what the rows say, whether they match what they should."""

from collections import Counter
from collections.abc import Collection, Container, Iterable
from dataclasses import replace
from pathlib import Path

from credscore.errors import LexiconError
from credscore.language import Reader
from credscore.lexicon import EXCEPTION, Entry, Hit, Lexicon, Matcher, longest
from credscore.lexicon.checks import Scope, check_rows
from credscore.lexicon.flaws import Flaw
from credscore.lexicon.guards import NEIGHBOURS
from credscore.lexicon.layers import Layered, layered
from credscore.lexicon.read import Placed
from credscore.records import Article

BUILTIN = "built-in"
# Lexicons of which every finder takes the longest of the matches that overlap: a row can be hidden by others for good.
LONGEST_ONLY = frozenset(("hedges", "agencies", "predicates", "quantities", "counted"))
_NAMED = 3  # rows that are named as those that hide another


def lint(
    project: Path | None = None,
    *,
    names: Collection[str] = (),
    user: Path | None = None,
    corpus: Iterable[Article] | None = None,
) -> list[Flaw]:
    """All flaws of the rows in scope, by file and line.

    Args:
        project: the folder of the project's layer.
        names: lexicons to look at in full. Without any, the rows of the upper layers are looked at, and every row
            where there are none.
        user: the folder of the user's layer, where it is not the usual one.
        corpus: articles that each row should match somewhere in.

    Raises:
        LexiconError: a folder that does not exist, a name that no lexicon has, a flaw in the built-in files.
    """
    flaws: list[Flaw] = []
    layers = layered(project, user=user, tell=flaws.append)
    for name in names:
        if name not in layers.lexicons:
            remedy = f"There are {', '.join(layers.lexicons)}."
            raise LexiconError(f"there is no lexicon '{name}'.", where="lexicon lint", remedy=remedy)
    upper = any(row.layer != BUILTIN for table in layers.rows.values() for row in table.values())

    def scope(name: str, row: Placed) -> bool:
        return name in names if names else row.layer != BUILTIN or not (upper or flaws)

    mine = _Rows(layers, scope)
    flaws += check_rows(layers, scope)
    flaws += mine.examples()
    if corpus is not None:
        flaws += mine.dead(corpus)
    flaws.sort(key=lambda flaw: (str(flaw.path), flaw.line, flaw.row, flaw.column, flaw.check, flaw.message))
    return flaws


def flaws_of(layers: Layered, lexicon: str, rows: Container[str]) -> list[Flaw]:
    """The flaws of some rows of a lexicon, given by their ids; their examples are tried."""

    def scope(name: str, placed: Placed) -> bool:
        return name == lexicon and placed.cells["id"] in rows

    return [*check_rows(layers, scope), *_Rows(layers, scope).examples()]


class _Rows:
    """The entries in scope, on or off, with a matcher of their own."""

    def __init__(self, layers: Layered, scope: Scope) -> None:
        self._layers = layers
        self._reader = Reader({name: one for name, one in layers.lexicons.items() if name == "abbreviations"})
        self._lexicons: dict[str, Lexicon] = {}
        for name, lexicon in layers.lexicons.items():
            rows = layers.rows[name]
            entries = {e.id: replace(e, status="on") for e in lexicon.entries.values() if scope(name, rows[e.id])}
            if entries:
                self._lexicons[name] = replace(lexicon, entries=entries)
        self._matcher = Matcher(self._lexicons, self._reader.nlp)

    def _flaw(self, check: str, name: str, entry: Entry, column: str, message: str, remedy: str) -> Flaw:
        row = self._layers.rows[name][entry.id]
        return Flaw(check, row.path, row.line, entry.id, column, message, remedy)

    def examples(self) -> Iterable[Flaw]:
        """Entries whose `yes` they do not match or whose `no` they do, and neighbours that no token can be."""
        for name, lexicon in self._lexicons.items():
            for entry in lexicon.entries.values():
                if entry.yes and entry.id not in self._matching(name, entry.yes):
                    message = f"the entry does not match its example '{entry.yes}'"
                    remedy = f"`credscore lexicon try {name}/{entry.id}` on a file that holds it says why."
                    yield self._flaw("example-yes", name, entry, "yes", message, remedy)
                if entry.no and entry.id in self._matching(name, entry.no):
                    message = f"the entry matches its counter-example '{entry.no}'"
                    yield self._flaw("example-no", name, entry, "no", message, "Give it a guard that keeps this out.")
                yield from self._neighbours(name, entry)

    def _matching(self, name: str, example: str) -> set[str]:
        setting = self._reader.read(Article("example", "", example)).setting
        return {hit.entry.id for hit in self._matcher.find(setting)[name]}

    def _neighbours(self, name: str, entry: Entry) -> Iterable[Flaw]:
        for column, guards in (("when", entry.when), ("unless", entry.unless)):
            for guard in guards:
                for value in guard.values if guard.name in NEIGHBOURS else ():
                    tokens = [] if value.startswith("@") else self._tokens(value)
                    if len(tokens) > 1:
                        message = f"'{value}' in '{guard.name}=' is {len(tokens)} tokens ({', '.join(tokens)})"
                        nearest = tokens[0 if guard.name.startswith("next") else -1]
                        remedy = f"A neighbour is one token, so this never holds: write {nearest}."
                        yield self._flaw("neighbour", name, entry, column, message, remedy)

    def _tokens(self, word: str) -> list[str]:
        """The tokens of a word as it stands in a text: by itself in some case, or at the end of another ("they've")."""
        make = self._reader.nlp.make_doc
        for written in (word, word.title(), f"i{word}", f"they{word}"):
            tokens = [token.text for token in make(f"so {written} so")][1:-1]
            if tokens[-1].lower() == word:
                return [word]
        return [token.text for token in make(word)]

    def dead(self, corpus: Iterable[Article]) -> Iterable[Flaw]:
        """Entries that are on and never count in a corpus: no match, all kept out by guards, or all hidden."""
        reader = Reader(self._layers.lexicons)
        bare = Matcher({name: _bare(one) for name, one in self._lexicons.items()}, reader.nlp)
        there: Counter[tuple[str, str]] = Counter()
        passed: Counter[tuple[str, str]] = Counter()
        counted: set[tuple[str, str]] = set()
        hidden: dict[tuple[str, str], set[str]] = {}
        articles = 0
        for article in corpus:
            articles += 1
            with reader.forgetting():
                document = reader.read(article)
                there.update((name, hit.entry.id) for name, hit, _ in bare.candidates(document.setting))
                for name in self._lexicons:
                    hits = document.hits.get(name, [])
                    passed.update((name, hit.entry.id) for hit in hits)
                    standing = longest(hits) if name in LONGEST_ONLY else hits
                    counted.update((name, hit.entry.id) for hit in standing)
                    if name in LONGEST_ONLY and len(standing) < len(hits):
                        _hide(name, hits, hidden)
        for name, lexicon in self._lexicons.items():
            for entry in lexicon.entries.values():
                key = (name, entry.id)
                off = self._layers.lexicons[name].entries[entry.id].status == "off"
                hides = entry.cls == EXCEPTION and passed[key]
                if off or hides or key in counted or name == "abbreviations":
                    continue
                if not there[key]:
                    message, remedy = f"matches nowhere in {articles} articles", "Look at how the articles write it."
                elif not passed[key]:
                    message = f"matches {there[key]} times in {articles} articles, and its guards keep all of it out"
                    remedy = f"`credscore lexicon try {name}/{entry.id} --on INPUT` shows which guard."
                else:
                    by = ", ".join(sorted(hidden.get(key, ()))[:_NAMED])
                    message = f"matches {passed[key]} times in {articles} articles, always inside a longer match ({by})"
                    remedy = "Take it out, or give the longer ones a guard."
                yield self._flaw("dead", name, entry, "term", message, remedy)


def _bare(lexicon: Lexicon) -> Lexicon:
    """The lexicon without its guards."""
    return replace(lexicon, entries={e.id: replace(e, when=(), unless=()) for e in lexicon.entries.values()})


def _hide(name: str, hits: list[Hit], hidden: dict[tuple[str, str], set[str]]) -> None:
    """Note which entry each match is inside of."""
    for number, hit in enumerate(hits):
        for other in hits[max(0, number - 8) : number + 8]:
            if other is not hit and other.start < hit.end and hit.start < other.end:
                hidden.setdefault((name, hit.entry.id), set()).add(other.entry.id)

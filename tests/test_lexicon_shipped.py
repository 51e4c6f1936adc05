"""The lexicons that ship: every row's examples hold, and every row can be traced."""

import re
from collections import defaultdict

import pytest

from credscore.language import Reader
from credscore.lexicon import Matcher, builtin_dir, load_lexicons
from credscore.records import Article

LEXICONS = load_lexicons(user=builtin_dir() / "nobody")
KEBAB = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)*$")  # two hyphens stand between a name and its alias


class Tried:
    """Which entries match an example; the reader leaves the abbreviations out, so there is a matcher beside it."""

    def __init__(self) -> None:
        self.reader = Reader(LEXICONS)
        self.matcher = Matcher(LEXICONS, self.reader.nlp)

    def entries(self, name: str, example: str) -> set[str]:
        setting = self.reader.read(Article("a", "s", example)).setting
        return {hit.entry.id for hit in self.matcher.find(setting)[name]}


@pytest.fixture(scope="module")
def tried() -> Tried:
    return Tried()


@pytest.mark.parametrize("name", LEXICONS)
def test_every_example_holds(name, tried):
    wrong = []
    for entry in LEXICONS[name].entries.values():
        if entry.status == "off":
            continue
        if entry.id not in tried.entries(name, entry.yes):
            wrong.append(f"{entry.id} does not match its yes: {entry.yes!r}")
        if entry.no and entry.id in tried.entries(name, entry.no):
            wrong.append(f"{entry.id} matches its no: {entry.no!r}")
    assert not wrong, f"{len(wrong)} rows of {name}.csv:\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("name", LEXICONS)
def test_every_row_can_be_traced(name):
    lexicon = LEXICONS[name]
    assert [entry.id for entry in lexicon.entries.values() if not KEBAB.match(entry.id)] == []
    assert {entry.source for entry in lexicon.entries.values()} <= set(lexicon.sources)
    assert lexicon.description
    assert lexicon.licence


@pytest.mark.parametrize("name", LEXICONS)
def test_every_class_is_explained(name):
    assert all(cls.note for cls in LEXICONS[name].classes.values())


@pytest.mark.parametrize("name", LEXICONS)
def test_no_term_stands_twice_under_the_same_guards(name):
    ids = defaultdict(list)
    for entry in LEXICONS[name].entries.values():
        ids[entry.term.lower(), entry.match, entry.when, entry.unless, entry.cls].append(entry.id)
    assert [twice for twice in ids.values() if len(twice) > 1] == []

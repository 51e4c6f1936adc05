"""Who speaks: labelled cases, and laws that hold for any text and any spans."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.attribution import attributions
from credscore.attribution.cast import Mention
from credscore.attribution.found import Found
from credscore.attribution.resolve import Resolver
from credscore.attribution.who import Identity, identify
from credscore.language import Document, Reader
from credscore.lexicon import load_lexicons
from credscore.lexicon.aliases import canonical, key
from credscore.records import Article, Span
from credscore.settings import default_settings

CASES = json.loads((Path(__file__).parent / "cases" / "who.json").read_text(encoding="utf-8"))
LEXICONS = load_lexicons()
WHO = ("titles", "organisations", "media", "bodies", "documents", "names", "figures", "nationalities")
READER = Reader({name: LEXICONS[name] for name in WHO})
PIECES = (
    "The minister", "Gen.", "Ann Lee", "he", "she", "which", "said", "the statement", "UN", "(UN)", "’s", "'s", ", ",
    " and ", ".", "\n", " ", "“", "”", "IS", "Former", "President", "of", "Court of Appeal", "The Times", "percent",
    "al-Rashid", "I", "the union", "é", "😀", "Jr.", "A.B.", "-",
)  # fmt: skip


def document(text: str) -> Document:
    return READER.read(Article("a", "s", text))


def marked(text: str) -> tuple[str, list[Found]]:
    """The text without its [[marks]], and an attribution for each source marked."""
    found, plain = [], ""
    for piece in re.split(r"(\[\[.*?\]\])", text):
        words = piece.removeprefix("[[").removesuffix("]]")
        if words != piece:
            found.append((Span(len(plain), len(plain) + len(words)),) if words else ())
        plain += words
    quotes = [Span(m.start(), m.end()) for m in re.finditer("“[^”]*”", plain)]
    return plain, [Found(s, () if s else (Span(0, 3),), _beside(s, quotes), "direct", "x") for s in found]


def _beside(source: tuple[Span, ...], quotes: list[Span]) -> tuple[Span, ...]:
    """The quotation that ends right before a source, as its content."""
    return tuple(q for q in quotes if source and q.end <= source[0].start <= q.end + 6)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text, found = marked(case["text"])
    assert identify(document(text), found) == [Identity(**expect) for expect in case["expect"]]


def test_identities_come_in_the_order_asked_whatever_that_is() -> None:
    text, found = marked("[[Mayor Peter Lund]] spoke. [[He]] said so. [[Ann Lee]] agreed. [[She]] said so too.")
    doc = document(text)
    assert identify(doc, found[::-1]) == identify(doc, found)[::-1]


def test_an_unnamed_source_is_worth_less() -> None:
    reader = Reader(LEXICONS)
    weights = default_settings().attribution
    named, unnamed = (
        attributions(reader.read(Article("a", "s", text)), weights)
        for text in ("Mayor Peter Lund said the bridge was shut.", "Officials said the bridge was shut.")
    )
    assert [(a.kind, a.weight) for a in (*named, *unnamed)] == [
        ("official", weights.weight["official"]),
        ("official", weights.weight["official"] * weights.unnamed_factor),
    ]


def test_the_aliases_of_one_body_share_a_name() -> None:
    names = {e.term: canonical(e) for e in LEXICONS["organisations"].entries.values()}
    for group in (
        ("ISIS", "IS", "Islamic State", "Daesh"),
        ("CENTCOM", "US Central Command", "U.S. Central Command"),
        ("UN", "United Nations"),
    ):
        assert len({names[term] for term in group}) == 1, group
    assert len({names[term] for term in ("United Nations", "Islamic State", "US Central Command")}) == 3


def test_every_alias_points_to_a_row() -> None:
    for name in ("organisations", "media", "titles", "nationalities", "figures"):
        entries = LEXICONS[name].entries
        known = (
            {key(e) for e in LEXICONS["organisations"].entries.values()} if name == "nationalities" else set(entries)
        )
        orphans = sorted({key(e) for e in entries.values()} - known)
        assert not orphans, (name, orphans[:5])


def test_there_are_enough_bodies_and_outlets() -> None:
    bodies = {key(e) for e in LEXICONS["organisations"].entries.values()}
    assert len(bodies) >= 400
    assert len({key(e) for e in LEXICONS["media"].entries.values()}) >= 200


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.data())
def test_any_spans_of_any_text_get_an_identity(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    spans = st.lists(span, max_size=2).map(tuple)
    found = data.draw(
        st.lists(
            st.builds(Found, spans, spans, spans, st.sampled_from(["direct", "indirect", "mixed"]), st.just("x")),
            max_size=6,
        )
    )
    doc = document(text)
    first = identify(doc, found)
    assert len(first) == len(found)
    assert first == identify(doc, found)
    for identity in first:
        assert identity.named is False or identity.entity
        assert identity.kind != "agentless" or not identity.named


def test_work_grows_no_faster_than_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolving looks back over names, so that names looked at count the work."""
    piece = "Gen. Ana Silva met Peter Lund, who said the union of the Border Police was late, and she said it was his. "
    looks = 0
    before = Resolver._before

    def counted(self: Resolver, span: Span) -> Iterator[Mention]:
        nonlocal looks
        for mention in before(self, span):
            looks += 1
            yield mention

    monkeypatch.setattr(Resolver, "_before", counted)

    def work(times: int) -> int:
        nonlocal looks
        looks = 0
        doc = document(piece * times)
        cues = [m.start() for m in re.finditer(r"who said|she said|it was", doc.text)]
        identify(doc, [Found((Span(at, at + 3),), (), (), "indirect", "x") for at in cues])
        return looks

    small = work(100)
    assert 0 < work(400) < 5 * small

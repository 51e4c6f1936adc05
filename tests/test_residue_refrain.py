"""Refrains: lines that a source repeats, found in made sources; and that order and dealing out do not matter."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from credscore.language import Reader, line_spans
from credscore.lexicon import load_lexicons
from credscore.records import Article, Span
from credscore.residue import Refrains, Survey, residue
from credscore.residue.refrain import masked
from credscore.settings import default_settings

RESIDUE = default_settings().residue
SETTINGS = RESIDUE.refrain
READER = Reader({"residue": load_lexicons()["residue"]})
TEMPLATES = (
    "Sign up for the Morning Ledger and have the day in five minutes",
    "The Ledger has been printed in the river towns for 124 years.",
    "This story is part of our series on the water",
)
FORMS = (
    "The {} of {} said on {} that {} people had left the {} before the {} came.",
    "Officials in {} told reporters that the {} would be {} by the end of {}.",
    "“We have never seen a {} like the {} of {},” {} said.",
)


class Maker:
    """Makes articles of sentences out of made words, so that nothing but the templates comes again."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
        self.words = ["".join(self.random.choices(syllables, k=self.random.randint(2, 4))) for _ in range(3000)]

    def sentence(self) -> str:
        form = self.random.choice(FORMS)
        return form.format(*self.random.choices(self.words, k=form.count("{}")))

    def varied(self, line: str) -> str:
        """The line with one change: a number, capitals, marks, a word put in, taken out, or put for another."""
        words = line.split()
        place = self.random.randrange(len(words))
        match self.random.choice(["number", "capitals", "marks", "more", "less", "other"]):
            case "number":
                words = [str(self.random.randint(1, 999)) if word.isdigit() else word for word in words]
            case "capitals":
                words = [word.upper() for word in words]
            case "marks":
                words[place] += self.random.choice("!:,.")
            case "more":
                words.insert(place, self.random.choice(self.words))
            case "less":
                words.pop(place)
            case _:
                words[place] = self.random.choice(self.words)
        return " ".join(words)

    def article(self, name: str, lines: Sequence[str] = (), sentences: int = 8) -> Article:
        body = [self.sentence() for _ in range(sentences)]
        for line in lines:
            body.insert(self.random.choice([0, len(body), self.random.randint(0, len(body))]), line)
        return Article(name, "ledger", "\n".join(body))


def learned(articles: Sequence[Article]) -> Refrains:
    survey = Survey(SETTINGS)
    for article in articles:
        survey.add(article)
    return survey.refrains()


def found(articles: Sequence[Article], refrains: Refrains) -> set[tuple[str, str]]:
    """The refrains of articles: their ids with the lines."""
    by_source = refrains.of("ledger")
    return {
        (article.id, line)
        for article in articles
        for line in (span.of(article.text) for span in line_spans(article.text))
        if by_source and by_source.count(line, SETTINGS)
    }


@pytest.mark.parametrize("share", [1.0, 0.5])
@pytest.mark.parametrize("seed", range(3))
def test_three_varied_lines_in_two_hundred_articles_are_all_found_and_nothing_else(seed: int, share: float) -> None:
    maker = Maker(seed)
    articles, templates = [], set()
    for number in range(200):
        lines = [maker.varied(line) for line in TEMPLATES if maker.random.random() < share]
        articles.append(maker.article(str(number), lines))
        templates |= {(str(number), line) for line in lines}
    assert found(articles, learned(articles)) == templates


def test_the_marks_of_an_article_are_its_refrains_with_the_count_and_the_kind_of_the_lexicon() -> None:
    maker = Maker(7)
    lines = ["Sign up for the Morning Ledger 9", "The river towns in pictures and sound"]
    articles = [maker.article(str(number), lines) for number in range(20)]
    document, known = READER.read(articles[0]), learned(articles).of("ledger")
    marks = {document.text[r.start : r.end]: r for r in residue(document, RESIDUE, "strict", known)}
    assert marks[lines[1]].rule == "repeat-source:20/20"
    assert marks[lines[1]].kind == "repeat"
    assert marks[lines[0]].kind == "promo"
    alone = residue(document, RESIDUE, "strict")
    assert lines[1] not in {document.text[r.start : r.end] for r in alone}


def test_what_versions_of_one_article_share_is_no_refrain() -> None:
    maker = Maker(3)
    body = [maker.sentence() for _ in range(10)]
    versions = [Article(str(n), "ledger", "\n".join([*body, maker.sentence()])) for n in range(8)]
    others = [maker.article(f"other {n}") for n in range(8)]
    assert found(versions, learned([*versions, *others])) == set()


@pytest.mark.parametrize(("count", "marked"), [(3, False), (4, True)])
def test_it_takes_a_few_articles(count: int, marked: bool) -> None:
    maker = Maker(5)
    articles = [maker.article(str(number), TEMPLATES[2:]) for number in range(count)]
    assert bool(found(articles, learned(articles))) == marked


def test_a_rare_line_is_none_and_neither_is_a_line_of_two_words() -> None:
    maker = Maker(6)
    articles = [maker.article(str(n), [TEMPLATES[2]] * (n < 5) + ["The background"]) for n in range(100)]
    assert found(articles, learned(articles)) == set()


def test_an_articles_own_title_is_its_own() -> None:
    maker = Maker(8)
    articles = [maker.article(str(number), ["Letters from the river towns"]) for number in range(20)]
    known = learned(articles).of("ledger")
    one = articles[0]
    for title, marked in ((None, True), ("Letters From the River Towns", False)):
        document = READER.read(Article(one.id, one.source, one.text, title))
        rules = {r.rule for r in residue(document, RESIDUE, "strict", known)}
        assert ("repeat-source:20/20" in rules) == marked


def test_sources_are_told_apart() -> None:
    maker = Maker(9)
    articles = [maker.article(str(number), TEMPLATES) for number in range(20)]
    assert learned(articles).of("another") is None


def test_equal_texts_count_once() -> None:
    article = Maker(10).article("1", TEMPLATES)
    assert learned([article] * 50).of("ledger") is None


LINES = st.sampled_from(["a b c d", "e f g h i j k", "e f g x i j k", "no", *"pqrstuvwxyz"])
TEXTS = st.lists(LINES, max_size=6).map("\n".join)
ARTICLES = st.lists(st.tuples(st.sampled_from("mn"), TEXTS), max_size=40).map(
    lambda rows: [Article(str(n), source, text) for n, (source, text) in enumerate(rows)]
)


def everything(refrains: Refrains) -> list[object]:
    return [refrains.of(source) for source in "mn"]


@given(articles=ARTICLES, seed=st.integers(0, 1000), parts=st.integers(1, 4), most=st.sampled_from([4, 9, 1000]))
@hypothesis_settings(deadline=None)
def test_neither_order_nor_dealing_out_matters(articles: list[Article], seed: int, parts: int, most: int) -> None:
    settings = SETTINGS.model_copy(update={"articles": most, "sample": 8, "least": 2})
    straight = Survey(settings)
    for article in articles:
        straight.add(article)
    shuffled = random.Random(seed).sample(articles, len(articles))
    surveys = [Survey(settings) for _ in range(parts)]
    for number, article in enumerate(shuffled):
        surveys[number % parts].add(article)
    for other in surveys[1:]:
        surveys[0].merge(other)
    assert everything(surveys[0].refrains()) == everything(straight.refrains())


@given(articles=ARTICLES, most=st.integers(0, 9))
@hypothesis_settings(deadline=None)
def test_memory_is_bounded(articles: list[Article], most: int) -> None:
    survey = Survey(SETTINGS.model_copy(update={"articles": most}))
    for article in articles:
        survey.add(article)
    assert sum(map(len, survey._samples.values())) <= most


@given(text=st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str) -> None:
    article = Article("a", "ledger", text)
    for span in line_spans(text):
        assert isinstance(span, Span)
        assert masked(span.of(text)) == masked(span.of(text).upper()) or not text.isascii()
    survey = Survey(SETTINGS)
    survey.add(article)
    assert survey.refrains().of("ledger") is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Updated 3:45 p.m., March 4, 2019", ["updated", "0", "p", "m", "0"]),
        ("Updated at 11 AM Monday", ["updated", "at", "0"]),
        ("© 2024 The Ledger", ["0", "the", "ledger"]),
        ("— —", []),
    ],
)
def test_numbers_and_dates_are_one_word(line: str, words: list[str]) -> None:
    assert masked(line) == words

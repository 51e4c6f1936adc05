"""Concordance, comparison, candidates and figures: on articles made up for it."""

import json
from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.errors import InputError, LexiconError
from credscore.lexicon import load_lexicons, trial_entry
from credscore.lexicon.layers import layered
from credscore.pipeline import RULES, Analysed, Analyser, Options
from credscore.records import Article, Hedge, Residue
from credscore.settings import default_settings
from credscore.tuning import compare, evaluate, lint, places, read_gold, suggest
from credscore.tuning.candidates import likelihood

SETTINGS = default_settings()
RULED = Options(SETTINGS, None, "balanced", RULES)
TEXT = (
    "The old bridge at Orlets may close on Monday, the mayor said.\n"
    "Engineers reportedly found cracks in both of its pillars last week.\n"
    "“It may well stay closed for a year,” said Ann Lee, who leads the roads agency.\n"
    "The council will meet on 5 May, and officials expect repairs to cost about 2,000 crowns."
)
ARTICLES = [Article("a", "Gazette", TEXT), Article("b", "Courier", TEXT.replace("reportedly", "perhaps"))]


@pytest.fixture(scope="module")
def analysed() -> list[Analysed]:
    analyser = Analyser(RULED)
    return [Analysed(analyser.evidence(article), article.text) for article in ARTICLES]


@pytest.fixture
def layers(tmp_path):
    return layered(user=tmp_path / "none")


class TestPlaces:
    def test_what_counts_what_guards_keep_out_and_what_hides(self, tmp_path):
        lexicons = load_lexicons(user=tmp_path / "none")
        found = list(places(lexicons["hedges"].entries["may"], "hedges", lexicons, ARTICLES[:1]))
        assert [one.verdict for one in found] == ["counts", "counts", "kept out"]
        assert found[-1].why == "when case=lower|upper does not hold"
        assert found[-1].left + found[-1].hit + found[-1].right == TEXT.rsplit("\n", maxsplit=1)[-1]
        assert all(TEXT[one.start : one.end] == one.hit for one in found)

    def test_words_that_no_lexicon_has_are_tried(self, tmp_path):
        lexicons = load_lexicons(user=tmp_path / "none")
        entry = trial_entry({"term": "cracks", "match": "word", "when": "next=in|within", "unless": ""})
        (one,) = places(entry, None, lexicons, ARTICLES[:1])
        assert (one.verdict, one.hit, one.also) == ("counts", "cracks", ())
        with pytest.raises(LexiconError, match="RE2 cannot compile") as caught:
            trial_entry({"term": "(", "match": "regex"})
        assert caught.value.where == "term"

    def test_an_exception_hides(self, tmp_path):
        (tmp_path / "hedges.csv").write_text(
            "id,term,match,class,source\nmay-close,may close,phrase,none,own\n", encoding="utf-8"
        )
        lexicons = load_lexicons(tmp_path, user=tmp_path / "none")
        first = next(places(lexicons["hedges"].entries["may"], "hedges", lexicons, ARTICLES))
        assert (first.verdict, first.why) == ("hidden", "the exception may-close covers it")


HEDGES = st.lists(
    st.builds(
        lambda start, cls: Hedge(start, start + 3, cls, "rule", 1.0, "outlet"),
        st.integers(0, 200),
        st.sampled_from(("epistemic", "hearsay")),
    ),
    max_size=4,
)
STRAY = st.lists(st.builds(lambda start: Residue(start, start + 20, "link", "line"), st.integers(0, 200)), max_size=2)


class TestCompare:
    @settings(deadline=None, max_examples=40)
    @given(hedges=HEDGES, stray=STRAY)
    def test_nothing_differs_from_itself(self, analysed, hedges, stray):
        changed = self.changed(analysed, hedges, stray)
        found = compare(changed, changed, SETTINGS)
        assert not (found.gained or found.lost or found.articles or found.sources)

    @settings(deadline=None, max_examples=40)
    @given(one=HEDGES, other=HEDGES, stray=STRAY)
    def test_the_other_way_round_is_the_mirror(self, analysed, one, other, stray):
        before, after = self.changed(analysed, one, []), self.changed(analysed, other, stray)
        there, back = compare(before, after, SETTINGS), compare(after, before, SETTINGS)
        assert (there.gained, there.lost) == (back.lost, back.gained)
        for mine, theirs in ((there.articles, back.articles), (there.sources, back.sources)):
            assert [(m.name, m.before, m.after, m.rank_before, m.rank_after) for m in mine] == [
                (m.name, m.after, m.before, m.rank_after, m.rank_before) for m in theirs
            ]
            assert [m.criteria for m in mine] == [{k: -v for k, v in m.criteria.items()} for m in theirs]

    def test_a_finding_more_costs_its_article_and_comes_with_its_sentence(self, analysed):
        start = TEXT.index("cracks")
        found = compare(analysed, self.changed(analysed, [Hedge(start, start + 6, "hearsay", "cracks")], []), SETTINGS)
        (gained,) = found.gained
        assert (gained.what, gained.label, gained.sentence) == ("cracks", "hearsay, outlet", TEXT.split("\n")[1])
        (move,) = found.articles
        assert move.name == "a"
        assert move.before > move.after
        assert set(move.criteria) == {"hedging"}
        assert [one.name for one in found.sources] == ["Gazette"]

    @staticmethod
    def changed(analysed: list[Analysed], hedges: list[Hedge], stray: list[Residue]) -> list[Analysed]:
        first = analysed[0]
        evidence = replace(
            first.evidence,
            hedges=(*first.evidence.hedges, *hedges),
            residue=(*first.evidence.residue, *stray),
        )
        return [Analysed(evidence, first.text), *analysed[1:]]


COUNT = st.integers(0, 1000)


@given(COUNT, COUNT, COUNT, COUNT)
def test_likelihood_has_the_sign_of_the_difference_and_is_none_where_there_is_none(a, rest, b, others):
    value = likelihood(a, a + rest, b, b + others)
    assert isclose(value, -likelihood(b, b + others, a, a + rest), abs_tol=1e-9) or a * (b + others) == b * (a + rest)
    if a * (b + others) == b * (a + rest):
        assert abs(value) < 1e-9
    else:
        assert (value > 0) == (a * (b + others) > b * (a + rest))


def test_likelihood_of_a_table_worked_out_by_hand():
    # 2 (10 ln(10 / 6) + 2 ln(2 / 6) + 90 ln(90 / 94) + 98 ln(98 / 94))
    assert likelihood(10, 100, 2, 100) == pytest.approx(6.1626, abs=1e-4)


def corpus(many: int) -> list[Article]:
    """Two papers; one closes each article with the same two lines, whose figures differ, and has a motto."""
    names = [first + last for first in ("Or", "Kal", "Ven", "Bru", "Tol") for last in ("lets", "mar", "dorf", "ning")]
    bodies = [
        f"At the fair of {name} bands from {name} played in the hall, and guests of {other} danced until {n} o'clock."
        for n, (name, other) in enumerate(zip(names, reversed(names), strict=True))
    ][:many]
    return [
        Article(str(n), "Gazette", f"{body}\nHelp us dig deeper into our valley\nPage {n} of the evening paper")
        if n % 2
        else Article(str(n), "Courier", f"{body}\nNobody in {names[n]} said a word about it all day long.")
        for n, body in enumerate(bodies)
    ]


class TestSuggest:
    def test_lines_of_a_source_that_come_again(self, layers):
        found = suggest("residue", corpus(20), layers, RULED, 10)
        rows = {row["term"]: row for _, row in found}
        assert "Help us dig deeper into our valley" in rows
        row = rows["Help us dig deeper into our valley"]
        assert (row["match"], row["when"], row["status"], row["source"]) == ("phrase", "line-only", "off", "own")
        assert any(row["match"] == "regex" and r"Page \d+ of the evening paper" in row["term"] for row in rows.values())
        assert not any("Nobody" in term or "bands" in term for term in rows)

    def test_the_rows_pass_lint_and_can_be_switched_on(self, layers, tmp_path):
        from credscore.lexicon import COLUMNS
        from credscore.lexicon.edit import switch_on
        from credscore.lexicon.table import written

        found = suggest("residue", corpus(20), layers, RULED, 10)
        text = written(COLUMNS) + "".join(written([row[c] for c in COLUMNS]) for _, row in found)
        project = tmp_path / "project"
        project.mkdir()
        (project / "residue.csv").write_text(text, encoding="utf-8")
        assert lint(project, user=tmp_path / "none") == []
        for _, row in found:
            text = switch_on(text, row["id"])
        (project / "residue.csv").write_text(text, encoding="utf-8")
        assert lint(project, user=tmp_path / "none") == []
        after = layered(project, user=tmp_path / "none")
        assert suggest("residue", corpus(20), after, replace(RULED, lexicons=project), 10) == []

    def test_hedges_from_where_known_ones_stand(self, layers):
        known = ("may", "might", "could")
        nouns = enumerate(("bus", "train") * 9)
        texts = [f"The {noun} {known[n % 3]} be late again. The road is open." for n, noun in nouns]
        texts += [f"The {noun} woulde be late again. The road is open." for noun in ("bus", "train") * 3]
        found = suggest("hedges", [Article(str(n), "s", text) for n, text in enumerate(texts)], layers, RULED, 5)
        assert [row["term"] for _, row in found][:1] == ["woulde"]
        assert found[0][1]["class"] == "epistemic"

    def test_who_is_cited_under_a_word_that_no_entry_has(self, layers):
        texts = [f"A glimmerist said on Monday that road {n} would close. He had no doubt." for n in range(6)]
        texts += [f"The Orlets Ferry Guild said on Friday that boat {n} would sail. It had no doubt." for n in range(6)]
        articles = [Article(str(n), "s", text) for n, text in enumerate(texts)]
        assert "glimmerist" in [row["term"] for _, row in suggest("titles", articles, layers, RULED, 10)]

    def test_a_lexicon_that_nothing_is_suggested_for(self, layers):
        with pytest.raises(LexiconError, match="nothing can be suggested for 'numbers'"):
            suggest("numbers", corpus(2), layers, RULED, 10)


class TestEvaluate:
    def test_precision_and_recall_of_lexicon_class_and_row(self, tmp_path):
        may, about = TEXT.index("may close"), TEXT.index("about 2,000")
        gold = {
            "id": "a",
            "text": TEXT,
            "hedges": [
                {"start": may, "end": may + 3, "class": "epistemic"},
                {"start": about, "end": about + 5, "class": "approximator"},
                {"start": TEXT.index("5 May"), "end": TEXT.index("5 May") + 5, "class": "approximator"},
            ],
        }
        path = tmp_path / "gold.jsonl"
        path.write_text(json.dumps(gold) + "\n\n", encoding="utf-8")
        figures = {(f.level, f.name): f for f in evaluate(read_gold(path), Analyser(RULED))}
        whole = figures["lexicon", ""]
        assert (whole.gold, whole.hit, whole.right) == (3, 2, 2)
        assert whole.found > 2  # "reportedly" is not in this gold
        assert figures["class", "approximator"].recall == 50
        assert figures["row", "reportedly"].precision == 0
        assert (figures["row", "may"].gold, figures["row", "may"].hit) == (2, 1)  # its guards cost it the 5 May

    def test_gold_in_lines_and_in_attributions(self, tmp_path):
        lines = [{"text": "Related articles", "label": "residue", "kind": "link"}, {"text": TEXT, "label": "content"}]
        said = TEXT.index("said")
        rows = [
            {"lines": lines},
            {"lines": []},
            {"text": TEXT, "attributions": [{"source": [[0, 3]], "cue": [[said, said + 4]], "content": [[0, 9]]}]},
        ]
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        figures = {(f.lexicon, f.level, f.name): f for f in evaluate(read_gold(path), Analyser(RULED))}
        assert figures["residue", "lexicon", ""].recall == 100
        assert figures["cues", "lexicon", ""].recall == 100
        assert figures["cues", "row", "say"].right == 1

    @pytest.mark.parametrize(
        ("text", "line", "says"),
        [
            ("", 0, "holds no line"),
            ("{\n", 1, "is not JSON"),
            ("3\n", 1, "is no JSON object"),
            ('{"text": "So.", "hedges": []}\n{"text": " ", "hedges": []}\n', 2, "has no text"),
            ('{"text": "So."}\n', 1, "has neither"),
            ('{"text": "So.", "hedges": [[0, 9]]}\n', 1, "the text has 3 characters"),
            ('{"text": "So.", "hedges": [{"start": 0}]}\n', 1, "is not understood"),
            ('{"text": "So.", "hedges": 3}\n', 1, "is not understood"),
            ("\udcff\n", 1, "cannot be read"),
        ],
    )
    def test_gold_that_is_wrong_is_named(self, text, line, says, tmp_path):
        path = tmp_path / "gold.jsonl"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        with pytest.raises(InputError, match=says) as caught:
            list(read_gold(path))
        assert caught.value.where == (f"{path}:{line}" if line else str(path))

    def test_gold_that_is_not_there(self, tmp_path):
        with pytest.raises(InputError, match="cannot be read: No such file"):
            list(read_gold(tmp_path / "gold.jsonl"))

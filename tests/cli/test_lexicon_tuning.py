"""`credscore lexicon` beyond looking: add, off, on, lint, try, diff, suggest, eval."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROW = ("hedges", "mooted", "--class", "hearsay", "--yes", "It was mooted in May.", "--no", "It is a mooted point.")
TEXT = "The plan was mooted in May. It may rain, Mayor Ann Lee said on Monday. Nobody came to the old bridge."


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


class TestEdit:
    def test_a_row_is_added_switched_off_and_on(self, credscore: Run, tmp_path: Path) -> None:
        done = credscore("lexicon", "add", *ROW, "--unless", "next=point", "--lexicons", "desk")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        file = tmp_path / "desk" / "hedges.csv"
        added = file.read_text(encoding="utf-8")
        assert added == (
            "id,term,match,class,unless,yes,no,source\n"
            "mooted,mooted,word,hearsay,next=point,It was mooted in May.,It is a mooted point.,own\n"
        )
        assert credscore("lexicon", "lint", "--lexicons", "desk").returncode == 0
        for verb, word in (("off", "off"), ("off", "off"), ("on", "on")):
            assert credscore("lexicon", verb, "hedges/may", "--lexicons", "desk").returncode == 0
            shown = rows(credscore("lexicon", "show", "hedges/may", "--lexicons", "desk").stdout)
            assert shown[0]["status"] == word
        assert file.read_text(encoding="utf-8") == added.replace("source\n", "source,status\n")
        assert (tmp_path / "desk" / "hedges.csv.bak").exists()

    def test_what_lint_would_say_is_said_before_anything_is_written(self, credscore: Run, tmp_path: Path) -> None:
        done = credscore("lexicon", "add", *ROW, "--lexicons", "desk")
        assert done.returncode == 2
        assert "matches its counter-example" in done.stderr
        assert "Nothing was written" in done.stderr
        assert not (tmp_path / "desk").exists()

    @pytest.mark.parametrize(
        ("args", "says"),
        [
            (("add", *ROW), "there is no project folder"),
            (("off", "hedges/may"), "there is no project folder"),
            (("off", "hedges/nothing", "--lexicons", "desk"), "'hedges' has no row 'nothing'"),
            (("on", "nothing/may", "--lexicons", "desk"), "there is no lexicon 'nothing'"),
            (("add", "hedges", "may", "--class", "epistemic", "--lexicons", "desk"), "matches wherever 'may'"),
            (("add", "hedges", "x", "--class", "doubt", "--lexicons", "desk"), "column 'class' of 'x': 'doubt'"),
            (
                ("add", "hedges", "(", "--match", "regex", "--class", "hearsay", "--lexicons", "desk"),
                "RE2 cannot compile",
            ),
        ],
    )
    def test_a_mistake_is_named_and_nothing_is_written(
        self, credscore: Run, tmp_path: Path, args: tuple[str, ...], says: str
    ) -> None:
        done = credscore("lexicon", *args)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_the_project_file_says_where(self, credscore: Run, tmp_path: Path, article: Path) -> None:
        (tmp_path / "credscore.toml").write_text('lexicons = "desk"\n', encoding="utf-8")
        assert credscore("lexicon", "add", *ROW, "--unless", "next=point").returncode == 0
        shown = rows(credscore("lexicon", "show", "hedges/mooted", "--origin").stdout)
        assert shown[0]["cells"].startswith("project: term match class")
        assert shown[0]["where"].endswith("hedges.csv:2")
        done = credscore("inspect", article, "--model", "rules")
        assert "mooted" in [hedge["rule"] for hedge in json.loads(done.stdout)["hedges"]]
        assert "credscore.toml" in done.stderr
        (tmp_path / "credscore.toml").write_text('lexicon = "desk"\n', encoding="utf-8")
        for command in (("lexicon", "list"), ("rank", article), ("lexicon", "off", "hedges/may")):
            done = credscore(*command)
            assert done.returncode == 2
            assert "unknown key 'lexicon'" in done.stderr

    def test_a_cell_tells_the_layer_it_is_from(self, credscore: Run, tmp_path: Path) -> None:
        (tmp_path / "desk").mkdir()
        (tmp_path / "desk" / "hedges.csv").write_text("# ours, for now\nid,weight\nmay,0.5\n", encoding="utf-8")
        shown = rows(credscore("lexicon", "show", "hedges/may", "--origin", "--lexicons", "desk").stdout)
        assert shown[0]["cells"].endswith("; project: weight")
        assert shown[0]["where"].endswith("hedges.csv:3")
        table = credscore("lexicon", "show", "hedges", "--origin", "--lexicons", "desk", "--format", "table").stdout
        assert "project: weight" in table


class TestLint:
    @pytest.fixture
    def broken(self, tmp_path: Path) -> Path:
        (tmp_path / "desk").mkdir()
        path = tmp_path / "desk" / "hedges.csv"
        path.write_text("id,weight,when\nmay,heavy,near=be\nmight,1,\n", encoding="utf-8")
        return path

    @pytest.mark.usefixtures("broken")
    def test_every_flaw_in_each_format(self, credscore: Run) -> None:
        args = ("lexicon", "lint", "--lexicons", "desk")
        done = credscore(*args)
        assert done.returncode == 1
        found = rows(done.stdout)
        assert [(row["file"], row["line"], row["row"], row["column"]) for row in found] == [
            ("desk/hedges.csv", "2", "may", "weight"),
            ("desk/hedges.csv", "2", "may", "when"),
        ]
        assert json.loads(credscore(*args, "--format", "json").stdout)[0]["remedy"] == "Use a number such as 0.5."
        assert len(credscore(*args, "--format", "jsonl").stdout.splitlines()) == 2
        assert "near=be" in credscore(*args, "--format", "table").stdout
        first, *_ = credscore(*args, "--format", "github").stdout.splitlines()
        assert first.startswith(
            "::error file=desk/hedges.csv,line=2,title=hedges/may%3A weight::column 'weight' of 'may'"
        )

    def test_dead_rows_of_a_corpus(self, credscore: Run, tmp_path: Path, article: Path) -> None:
        (tmp_path / "desk").mkdir()
        rows_ = "id,term,match,class,source\nperchance,perchance,word,epistemic,own\nbridge,bridge,word,epistemic,own\n"
        (tmp_path / "desk" / "hedges.csv").write_text(rows_, encoding="utf-8")
        done = credscore("lexicon", "lint", "--lexicons", "desk", "--on", article)
        assert done.returncode == 1
        assert [(row["row"], row["check"]) for row in rows(done.stdout)] == [("perchance", "dead")]

    def test_nothing_wrong_and_nothing_there(self, credscore: Run, tmp_path: Path) -> None:
        (tmp_path / "desk").mkdir()
        done = credscore("lexicon", "lint", "cue_phrases", "--lexicons", "desk", "--format", "table")
        assert (done.returncode, done.stdout) == (0, "Nothing found.\n")
        for args in (("--lexicons", "nowhere"), ("nothing",), ("--on", "nowhere.txt", "cue_phrases")):
            assert credscore("lexicon", "lint", *args).returncode == 2


class TestTry:
    def test_a_row_and_words(self, credscore: Run, article: Path) -> None:
        found = rows(credscore("lexicon", "try", "hedges/may", "--on", article).stdout)
        assert [(row["hit"], row["verdict"]) for row in found] == [("May", "kept out"), ("may", "counts")]
        found = rows(credscore("lexicon", "try", "old bridge", "--on", article, "--when", "next=@punct").stdout)
        assert [(row["left"], row["verdict"]) for row in found] == [("Nobody came to the ", "counts")]
        table = credscore("lexicon", "try", "hedges/may", "--on", article, "--format", "table").stdout
        assert "kept out: when case=lower|upper does not hold" in table
        nothing = credscore("lexicon", "try", "perchance", "--on", article, "--format", "table")
        assert (nothing.returncode, nothing.stdout) == (0, "The term stands nowhere.\n")

    @pytest.mark.parametrize(
        "args",
        [
            ("hedges/nothing",),
            ("(", "--match", "regex"),
            ("a", "--when", "near=x"),
            ("hedges/may", "--when", "case=lower"),
        ],
    )
    def test_a_mistake_is_named(self, credscore: Run, article: Path, args: tuple[str, ...]) -> None:
        done = credscore("lexicon", "try", *args, "--on", article)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1


class TestDiff:
    def test_what_is_gained_and_lost_and_moves(self, credscore: Run, tmp_path: Path, article: Path) -> None:
        (tmp_path / "desk").mkdir()
        rows_ = "id,term,match,class,status\nmooted,mooted,word,hearsay,\nmay,,,,off\n"
        (tmp_path / "desk" / "hedges.csv").write_text(rows_, encoding="utf-8")
        args = ("--on", article, "--model", "rules")
        there = credscore("lexicon", "diff", "built-in", "desk", *args).stdout
        found = rows(there)
        assert [(row["change"], row["what"], row["sentence"][:8]) for row in found if row["what"]] == [
            ("gained", "mooted", "The plan"),
            ("lost", "may", "It may r"),
        ]
        assert credscore("lexicon", "diff", "built-in", "desk", *args, "--jobs", "2").stdout == there
        back = rows(credscore("lexicon", "diff", "desk", "built-in", *args).stdout)
        assert sorted(row["what"] for row in back if row["change"] == "lost") == ["mooted"]
        assert rows(credscore("lexicon", "diff", "desk", "desk", *args).stdout) == []
        table = credscore("lexicon", "diff", "built-in", "desk", *args, "--format", "table").stdout
        assert "1 findings gained, 1 lost." in table
        assert credscore("lexicon", "diff", "desk", "nowhere", *args).returncode == 2


class TestSuggestAndEval:
    def test_candidates_are_a_file_of_a_layer(self, credscore: Run, tmp_path: Path) -> None:
        names = ("Orlets", "Kalmar", "Venning", "Brudorf", "Tolmar", "Tollets")
        body = "At the fair of {0} three bands from {0} played in the large hall until the guests of {0} went home.\\n"
        lines = [
            json.dumps({"id": name, "source": "Gazette", "text": body.format(name).replace("\\n", "\n") + "Dig deeper"})
            for name in names
        ]
        (tmp_path / "crawl.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = credscore("lexicon", "suggest", "residue", "--on", "crawl.jsonl")
        assert done.returncode == 0, done.stderr
        (tmp_path / "desk").mkdir()
        (tmp_path / "desk" / "residue.csv").write_text(done.stdout, encoding="utf-8")
        assert [(row["term"], row["status"]) for row in rows(done.stdout)] == [("Dig deeper", "off")]
        assert credscore("lexicon", "lint", "--lexicons", "desk").returncode == 0
        table = credscore("lexicon", "suggest", "residue", "--on", "crawl.jsonl", "--format", "table").stdout
        assert "Dig deeper" in table
        assert credscore("lexicon", "suggest", "numbers", "--on", "crawl.jsonl").returncode == 2

    def test_figures_on_gold(self, credscore: Run, tmp_path: Path) -> None:
        start = TEXT.index("may")
        gold = {"text": TEXT, "hedges": [{"start": start, "end": start + 3, "class": "epistemic"}]}
        (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
        found = rows(credscore("lexicon", "eval", "--gold", "gold.jsonl").stdout)
        assert [(row["level"], row["name"], row["precision"], row["recall"]) for row in found] == [
            ("lexicon", "", "100.0", "100.0"),
            ("class", "epistemic", "100.0", "100.0"),
            ("row", "may", "100.0", "100.0"),
            ("row", "may-headline", "", "0.0"),  # its term stands there, too, and its guards keep it out
        ]
        assert "epistemic" in credscore("lexicon", "eval", "--gold", "gold.jsonl", "--format", "table").stdout
        (tmp_path / "gold.jsonl").write_text("{}\n", encoding="utf-8")
        done = credscore("lexicon", "eval", "--gold", "gold.jsonl")
        assert done.returncode == 2
        assert done.stderr.startswith("credscore: gold.jsonl:1: ")

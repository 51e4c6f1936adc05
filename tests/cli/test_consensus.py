"""`credscore consensus`."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_jsonl_has_the_fields_of_the_contract(credscore: Run, seeds: Path) -> None:
    stories = [json.loads(line) for line in credscore("consensus", seeds).stdout.splitlines()]
    assert len(stories) == 1
    story = stories[0]
    assert len(story["articles"]) == 5
    assert sorted(a for witness in story["witnesses"] for a in witness) == sorted(story["articles"])
    for claim in story["claims"]:
        assert {"slot", "about", "low", "high", "support", "witnesses", "settled", "values"} <= set(claim)
        for value in claim["values"]:
            assert {"article", "low", "high", "relation", "start", "end"} <= set(value)
            assert value["relation"] in ("equal", "compatible", "variant", "contradict", "uncorroborated")
    counts = [claim["witnesses"] for claim in story["claims"]]
    assert counts == sorted(counts, reverse=True)


def test_a_story_column_is_obeyed(credscore: Run) -> None:
    row = "Nine people were killed in the town of Orlets on Monday, the police said. The road was closed."
    rows = [{"id": str(n), "source": f"s{n}", "text": row, "story": "one" if n < 2 else "two"} for n in range(4)]
    done = credscore("consensus", "-", "--input-format", "jsonl", stdin="".join(json.dumps(r) + "\n" for r in rows))
    stories = {s["story"]: sorted(s["articles"]) for s in map(json.loads, done.stdout.splitlines())}
    assert stories == {"one": ["0", "1"], "two": ["2", "3"]}


def test_the_table_marks_deviations(credscore: Run, seeds: Path) -> None:
    assert "killed" in credscore("consensus", seeds, "--format", "table").stdout

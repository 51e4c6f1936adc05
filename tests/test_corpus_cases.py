"""Every labelled case of tests/cases/corpus.json: one file in, these articles, refusals or this error out."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from credscore.corpus import read
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import default_settings

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases").joinpath("corpus.json").read_text("utf-8"))


def content(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    head, _, last = case["text"].rpartition("\n") if "repeat" in case else (case["text"], "", "")
    text = f"{head}\n{last * case['repeat']}" if "repeat" in case else head
    data = text.encode(case.get("encoding", "utf-8"))
    return gzip.compress(data) if case.get("gzip") else data


def found(case: dict[str, Any], folder: Path) -> list[Article | Refusal]:
    path = folder / case["file"]
    path.write_bytes(content(case))
    settings = default_settings().corpus.model_copy(update=case.get("settings", {}))
    options = {name: case[name] for name in ("input_format", "columns") if name in case}
    return list(read([str(path)], settings=settings, **options))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_labelled_case(case: dict[str, Any], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    if "error" in case:
        with pytest.raises(InputError) as error:
            found(case, tmp_path)
        assert all(part in str(error.value) for part in case["error"]), str(error.value)
        return
    items = found(case, tmp_path)
    assert len(items) == len(case["expect"]), items
    for item, expected in zip(items, case["expect"], strict=True):
        assert isinstance(item, Refusal if "code" in expected else Article), item
        for name, value in expected.items():
            actual = getattr(item, name)
            assert value in actual if name == "reason" else actual == value, (name, actual)


def test_names_of_cases_are_unique() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)

"""What comes out is what the schemas say, and nothing else."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from credscore.article import article_card
from credscore.linked import reviews
from credscore.schema import COLUMNS, LINES, line_schema, table_schema
from credscore.settings import default_settings
from credscore.tables import (
    ARTICLE_COLUMNS,
    REFUSED_COLUMNS,
    SOURCE_COLUMNS,
    article_row,
    refused_row,
    source_row,
    to_csv,
)
from credscore.wire import card_json, evidence_json, findings_json, story_json
from tests.made_run import TEXT, evidence, run

RUN = run(*(evidence(f"a{n}", f"s{n}") for n in range(5)))
CARDS = [*RUN.scored.cards, *(article_card(one, default_settings()) for one in RUN.evidence)]
ROWS: dict[str, list[Any]] = {
    "findings": [findings_json(one) for one in RUN.evidence],
    "evidence": [evidence_json(one, TEXT) for one in RUN.evidence],
    "cards": [card_json(card) for card in RUN.scored.cards],
    "ranking": [{c: source_row(card)[c] for c in SOURCE_COLUMNS} for card in RUN.scored.sources],
    "stories": [story_json(story) for story in RUN.scored.stories],
}
TABLES = {
    "articles": to_csv(map(article_row, CARDS), ARTICLE_COLUMNS),
    "sources": to_csv(map(source_row, RUN.scored.sources), SOURCE_COLUMNS),
    "refused": to_csv(map(refused_row, RUN.refused), REFUSED_COLUMNS),
}


def check(schema: Any, row: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(json.dumps(row)), schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", LINES)
def test_every_line_is_what_its_schema_says(name: str) -> None:
    assert ROWS[name]
    for row in ROWS[name]:
        check(line_schema(name), row)


@pytest.mark.parametrize("name", LINES)
def test_a_field_more_or_less_is_no_such_line(name: str) -> None:
    row = ROWS[name][0]
    for wrong in ({**row, "more": 1}, {key: value for key, value in row.items() if key != next(iter(row))}):
        with pytest.raises(jsonschema.ValidationError):
            check(line_schema(name), wrong)


def typed(cell: str, field: dict[str, Any]) -> bool:
    """Whether a cell is of its field's type and within its bounds; an empty one is missing."""
    if not cell or field["type"] == "string":
        return True
    if field["type"] == "boolean":
        return cell in ("true", "false")
    number = int(cell) if field["type"] == "integer" else float(cell)
    bounds = field.get("constraints", {})
    return bool(bounds.get("minimum", number) <= number <= bounds.get("maximum", number))


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_what_its_schema_says(name: str) -> None:
    fields = table_schema(name)["fields"]
    rows = list(csv.reader(io.StringIO(TABLES[name], newline="")))
    assert rows[0] == [field["name"] for field in fields]
    assert all(field["description"] for field in fields)
    for row in rows[1:]:
        for cell, field in zip(row, fields, strict=True):
            assert typed(cell, field), (cell, field)


def test_the_schemas_lie_beside_what_they_describe_in_the_committed_example() -> None:
    folder = Path(__file__).parents[1] / "reports" / "seeds"
    for name in ("evidence", "stories"):
        schema = json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
        assert schema == line_schema(name)
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            check(schema, json.loads(line))
    for name in COLUMNS:
        assert json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")) == table_schema(name)


def test_a_review_rates_what_could_be_judged_and_says_its_bounds() -> None:
    review = reviews(RUN.scored.cards, {"a0": "https://news.example/a0"})["@graph"][0]
    assert review["itemReviewed"]["@type"] == "NewsArticle"
    assert review["itemReviewed"]["url"] == "https://news.example/a0"
    ratings = {rating["reviewAspect"]: rating for rating in review["reviewRating"]}
    assert "consistency" not in ratings
    assert {(r["worstRating"], r["bestRating"]) for r in ratings.values()} == {(0, 100)}
    assert ratings["attribution"]["ratingValue"] == 62.0

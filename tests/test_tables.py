"""CSV that opens in a spreadsheet, runs nothing there, and reads back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.records import Refusal, SourceCard
from credscore.tables import REFUSED_COLUMNS, SOURCE_COLUMNS, refused_row, source_row, to_csv

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_a_cell_that_would_run_as_a_formula_is_guarded(start: str) -> None:
    row = refused_row(Refusal(start + "cmd|' /C calc'!A0", "w", "c", "r"))
    assert read(to_csv([row], REFUSED_COLUMNS).replace("\0", ""))[0]["id"].startswith("'")
    assert to_csv([row], REFUSED_COLUMNS, raw=True).splitlines()[-1].lstrip('"')[:1] != "'"


@given(TEXT, TEXT)
def test_raw_rows_read_back_as_they_were(one: str, other: str) -> None:
    row = refused_row(Refusal(one, other, "c", "r"))
    back = read(to_csv([row], REFUSED_COLUMNS, raw=True))
    assert [(r["id"], r["where"]) for r in back] == [(one, other)]


def test_a_negative_number_is_a_number_and_not_guarded() -> None:
    assert to_csv([{"x": -1.5}], ["x"]) == "x\n-1.5\n"


def test_the_ranking_has_the_columns_of_the_contract() -> None:
    card = SourceCard(
        "NA", 1, 1, 61.04, 40.0, 82.0, {"attribution": 50.0, "consistency": None}, None, True, "consistency: none", 1, 3
    )
    text = to_csv([source_row(card)], SOURCE_COLUMNS)
    assert text.splitlines() == [
        "rank,source,articles,score,low,high,attribution,hedging,residue,consistency,readability_grade,provisional,reason"
        ",style,best_rank,worst_rank",
        "1,NA,1,61.0,40.0,82.0,50.0,,,,,true,consistency: none,,1,3",
    ]

"""Dates: those of one reading become ISO, the others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.corpus.dates import iso_date


@pytest.mark.parametrize(
    "text",
    [
        "2024-08-31",
        "2024-08-31T23:59:59-05:00",
        "2024-08-31 10:00",
        " 2024/08/31",
        "2024.08.31",
        "Sat, 31 Aug 2024 10:00:00 +0000",
        "Saturday, August 31, 2024",
        "31 August 2024",
        "31-Aug-2024",
        "31st August, 2024",
        "August 31, 2024 at 5 p.m.",
        "Aug. 31, 2024",
        "AUG 31 2024",
        "Aug 31st, 2024",
    ],
)
def test_a_date_of_one_reading(text: str) -> None:
    assert iso_date(text) == "2024-08-31"


def test_every_month_has_its_number() -> None:
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "Sept.",
        "October",
        "November",
        "Dec",
    ]
    assert [iso_date(f"{name} 1, 2024") for name in names] == [f"2024-{month:02}-01" for month in range(1, 13)]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "2024-02-30",
        "2024-13-01",
        "2024-08-311",
        "31.08.2024",
        "yesterday",
        "1725062400",
        "August 2024",
        "Marching 3, 2024",
        "May 3 20245",
        "2024-08/31",
    ],
)
def test_any_other_is_none(text: str) -> None:
    assert iso_date(text) is None


@given(st.dates())
def test_iso_is_kept(day: object) -> None:
    assert iso_date(f"{day}T00:00") == str(day)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    found = iso_date(text)
    assert found is None or len(found) == 10

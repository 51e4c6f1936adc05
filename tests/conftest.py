"""Options and fixtures for all tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--raise-floors", action="store_true", help="gates: pin new and higher figures; a lower one still fails"
    )

"""Options and fixtures for all tests."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser import Tab

# How long a test takes says how busy the machine is: speed is measured by the benchmark.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--raise-floors", action="store_true", help="gates: pin new and higher figures; a lower one still fails"
    )


# Not for the whole session: as long as it runs, Playwright holds the event loop of this thread.
@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """The system's chromium; a test that asks for it is skipped where there is none."""
    from tests.browser import CHROMIUM, launched

    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with launched() as browser:
        yield browser


@pytest.fixture
def open_tab(chromium: "Browser") -> "Iterator[Callable[..., Tab]]":
    """Opens tabs: `open_tab(address, width=390, dark=True)`; each is closed after the test."""
    from tests.browser import new_tab

    tabs: list[Tab] = []

    def opened(address: str = "", **options: Any) -> "Tab":
        tabs.append(new_tab(chromium, address, **options))
        return tabs[-1]

    yield opened
    for tab in tabs:
        tab.page.context.close()

"""The report in a real browser: the system's chromium, skipped where there is none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from credscore.report import page
from tests.browser import Tab, violations
from tests.made_run import evidence, run

OpenTab = Callable[..., Tab]
HOSTILE = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8"))
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report in which every word is hostile."""
    everything = " ".join(case["text"] for case in HOSTILE)
    texts = [case["text"] for case in HOSTILE] + [everything]
    found = [evidence(f"{words}{n}", f"{words}{n}", words=words, url=words) for n, words in enumerate(texts)]
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(run(*found, words=everything)), encoding="utf-8")
    return path.as_uri()


def test_nothing_runs_and_nothing_is_fetched(address: str, open_tab: OpenTab) -> None:
    tab = open_tab(address)
    assert tab.page.title() == "credscore report"
    things = "document.scripts.length + document.images.length + document.forms.length + frames.length"
    assert tab.page.evaluate(things) == 0
    assert tab.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "12px"
    tab.page.evaluate(OPEN_ALL)
    assert tab.requests == [address]
    assert tab.complaints == []


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_width_scrolls_sideways(address: str, open_tab: OpenTab, width: int) -> None:
    page = open_tab(address, width=width).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("innerWidth") == width


def test_the_reason_shows_on_keyboard_focus(address: str, open_tab: OpenTab) -> None:
    page = open_tab(address).page
    page.evaluate("document.querySelector('details.article').open = true")
    page.evaluate("document.querySelector('.skip').focus()")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.m')"):
            break
    assert "rule" in page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_a_phone_the_reason_stands_at_the_foot_of_the_screen(address: str, open_tab: OpenTab) -> None:
    page = open_tab(address, width=390).page
    page.evaluate("document.querySelector('details.article').open = true")
    page.evaluate("document.querySelector('.m[tabindex]').focus()")
    style = "getComputedStyle(document.activeElement, '::after')"
    assert page.evaluate(f"{style}.position") == "fixed"
    assert page.evaluate(f"parseFloat({style}.width)") <= 390
    # An ancestor with containment or a transform would pin it to itself instead of the screen.
    ancestors = "[...document.querySelectorAll('*')].filter(e => e.contains(document.activeElement))"
    pinning = "e => [e.contentVisibility, e.transform, e.filter, e.contain].join()"
    styles = f"{ancestors}.map(e => getComputedStyle(e)).map({pinning})"
    assert set(page.evaluate(styles)) == {"visible,none,none,none"}


LINKS = {
    "a cell of the claims table": (".claims td a", "sent"),
    "the head of a column": (".claims thead a", "body"),
    "a title on a source's card": ("#sources .list a", "body"),
}


@pytest.mark.parametrize(("link", "leads_to"), LINKS.values(), ids=LINKS)
def test_a_link_opens_its_article_and_shows_the_place(
    link: str, leads_to: str, address: str, open_tab: OpenTab
) -> None:
    page = open_tab(address).page
    assert page.evaluate("document.querySelector('details.article').open") is False
    page.evaluate(f"document.querySelector({json.dumps(link)}).click()")
    target = "document.querySelector(':target')"
    assert page.evaluate(f"{target}.className") == leads_to
    assert page.evaluate(f"{target}.closest('details.article').open") is True
    # The beginning of what was asked for, with the heading of the article above it, is on the screen.
    top = page.evaluate(f"{target}.getBoundingClientRect().top")
    assert 0 < top < page.evaluate("innerHeight")
    if leads_to == "body":
        assert page.evaluate(f"{target}.parentElement.getBoundingClientRect().top") >= page.evaluate(
            "document.querySelector('nav').getBoundingClientRect().bottom"
        )


def test_a_link_into_the_page_from_outside_opens_the_article(address: str, open_tab: OpenTab) -> None:
    page = open_tab(f"{address}#article-2-s0").page
    assert page.evaluate("document.querySelector(':target').closest('details.article').open") is True


def test_light_and_dark_differ(address: str, open_tab: OpenTab) -> None:
    body = "getComputedStyle(document.body).backgroundColor"
    colours = [open_tab(address, dark=dark).page.evaluate(body) for dark in (False, True)]
    assert colours == ["rgb(246, 246, 243)", "rgb(20, 23, 26)"]


def test_axe_finds_nothing_serious(address: str, open_tab: OpenTab) -> None:
    assert violations(open_tab(address).page) == []

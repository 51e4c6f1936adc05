"""The report in a real browser: Debian's chromium, skipped where there is none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from credscore.report import page
from tests.browser import CHROMIUM, Browser
from tests.made_run import evidence, run

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
HOSTILE = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8"))
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A report in which every word is hostile."""
    everything = " ".join(case["text"] for case in HOSTILE)
    texts = [case["text"] for case in HOSTILE] + [everything]
    found = [evidence(f"{words}{n}", f"{words}{n}", words=words, url=words) for n, words in enumerate(texts)]
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(run(*found, words=everything)), encoding="utf-8")
    yield path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


def complaints(browser: Browser) -> list[object]:
    methods = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening")
    return [event for event in browser.events if event.get("method") in methods]


def test_nothing_runs_and_nothing_is_fetched(address: str, browser: Browser) -> None:
    browser.open(address)
    assert browser.value("document.title") == "credscore report"
    assert (
        browser.value("document.scripts.length + document.images.length + document.forms.length + frames.length") == 0
    )
    assert browser.value("getComputedStyle(document.querySelector('.card')).borderRadius") == "12px"
    browser.value(OPEN_ALL)
    requests = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
    assert requests == [address]
    assert complaints(browser) == []


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_width_scrolls_sideways(address: str, browser: Browser, width: int) -> None:
    browser.open(address, width=width)
    browser.value(OPEN_ALL)
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("innerWidth") == width


def test_the_reason_shows_on_keyboard_focus(address: str, browser: Browser) -> None:
    browser.open(address)
    browser.value("document.querySelector('details.article').open = true")
    browser.value("document.querySelector('.skip').focus()")
    for _ in range(400):
        browser.press("Tab")
        if browser.value("document.activeElement.matches('.m')"):
            break
    shown = browser.value("getComputedStyle(document.activeElement, '::after').content")
    assert "rule" in shown
    assert browser.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_a_phone_the_reason_stands_at_the_foot_of_the_screen(address: str, browser: Browser) -> None:
    browser.open(address, width=390)
    browser.send("Emulation.setFocusEmulationEnabled", enabled=True)
    browser.value("document.querySelector('details.article').open = true")
    browser.value("document.querySelector('.m[tabindex]').focus()")
    style = "getComputedStyle(document.activeElement, '::after')"
    assert browser.value(f"{style}.position") == "fixed"
    assert browser.value(f"parseFloat({style}.width)") <= 390
    # An ancestor with containment or a transform would pin it to itself instead of the screen.
    ancestors = "[...document.querySelectorAll('*')].filter(e => e.contains(document.activeElement))"
    pinning = "e => [e.contentVisibility, e.transform, e.filter, e.contain].join()"
    styles = f"{ancestors}.map(e => getComputedStyle(e)).map({pinning})"
    assert set(browser.value(styles)) == {"visible,none,none,none"}


LINKS = {
    "a cell of the claims table": (".claims td a", "sent"),
    "the head of a column": (".claims thead a", "body"),
    "a title on a source's card": ("#sources .list a", "body"),
}


@pytest.mark.parametrize(("link", "leads_to"), LINKS.values(), ids=LINKS)
def test_a_link_opens_its_article_and_shows_the_place(link: str, leads_to: str, address: str, browser: Browser) -> None:
    browser.open(address)
    browser.value("document.documentElement.style.scrollBehavior = 'auto'")
    assert browser.value("document.querySelector('details.article').open") is False
    browser.value(f"document.querySelector({json.dumps(link)}).click()")
    target = "document.querySelector(':target')"
    assert browser.value(f"{target}.className") == leads_to
    assert browser.value(f"{target}.closest('details.article').open") is True
    # The beginning of what was asked for, with the heading of the article above it, is on the screen.
    top = browser.value(f"{target}.getBoundingClientRect().top")
    assert 0 < top < browser.value("innerHeight")
    if leads_to == "body":
        assert browser.value(f"{target}.parentElement.getBoundingClientRect().top") >= browser.value(
            "document.querySelector('nav').getBoundingClientRect().bottom"
        )


def test_a_link_into_the_page_from_outside_opens_the_article(address: str, browser: Browser) -> None:
    browser.open("about:blank")  # else the browser would only move within the page
    browser.open(f"{address}#article-2-s0")
    assert browser.value("document.querySelector(':target').closest('details.article').open") is True


def test_light_and_dark_differ(address: str, browser: Browser) -> None:
    colours = []
    for dark in (False, True):
        browser.open(address, dark=dark)
        colours.append(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(246, 246, 243)", "rgb(20, 23, 26)"]

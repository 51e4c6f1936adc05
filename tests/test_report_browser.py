"""The report in a real browser: the system's chromium, skipped where there is none."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from credscore.report import articles_page, page
from credscore.settings import settings_from
from credscore.store import RunFolder
from tests.browser import Tab, violations
from tests.made_run import TEXT, evidence, many, run

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OpenTab = Callable[..., Tab]
HOSTILE = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8"))
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
KINDS = {"report": "", "source": "#source-1", "story": "#story-1", "article": "#article-4"}


def written(made: RunFolder, folder: Path) -> str:
    path = folder / "report.html"
    path.write_text("".join(page(made)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report in which every word is hostile."""
    everything = " ".join(case["text"] for case in HOSTILE)
    texts = [case["text"] for case in HOSTILE] + [everything]
    found = [evidence(f"{words}{n}", f"{words}{n}", words=words, url=words) for n, words in enumerate(texts)]
    return written(run(*found, words=everything), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report of 65 articles of 8 sources, five of which make a story."""
    return written(many(60, 3), tmp_path_factory.mktemp("report"))


def cells(table: "Locator", column: int) -> list[str]:
    """What stands in a column, in the rows that are shown."""
    return [row.locator("th, td").nth(column).inner_text().strip() for row in shown(table)]


def shown(table: "Locator") -> "list[Locator]":
    return [row for row in table.locator("tbody tr").all() if row.is_visible()]


def sort_by(table: "Locator", name: str) -> None:
    table.locator("thead").get_by_role("button", name=name, exact=True).click()


# ---- What a reader does


def test_a_walk_from_the_ranking_to_the_sentence_and_back(report: str, open_tab: OpenTab) -> None:
    tab = open_tab(report)
    view = tab.page
    view.locator("#ranking-table").get_by_role("link", name="x3").click()
    assert view.locator("h1:visible").inner_text() == "x3"
    assert "x3" in view.title()
    assert view.locator("#home").is_hidden()
    view.locator("#view .samples a").first.click()
    view.locator(".sent.here").wait_for()
    assert view.locator(".sent.here").get_attribute("id") == "article-4-s0"
    view.get_by_role("link", name="its story").click()
    deviation = view.locator(".claims .value.contradict").first
    assert "contradicts the consensus: a reason" in deviation.inner_text()
    deviation.get_by_role("link").click()
    assert view.locator(".sent.here .claim.against").inner_text() == "nine"
    view.get_by_role("link", name="Next article").click()
    assert view.url.endswith("#article-5")
    for _ in range(5):
        view.go_back()
    assert view.locator("#home").is_visible()
    assert view.title() == "credscore report"
    assert tab.requests == [report]
    assert tab.complaints == []


def test_tables_sort_both_ways_and_keep_what_is_empty_last(report: str, open_tab: OpenTab) -> None:
    view = open_tab(report).page
    table = view.locator("#articles-table")
    sort_by(table, "Score")
    view.get_by_role("button", name="Show all 65").click()
    scores = cells(table, 4)
    assert scores[-1] == "–"
    assert list(map(int, scores[:-1])) == sorted(map(int, scores[:-1]), reverse=True)
    assert table.locator("th[aria-sort]").inner_text().startswith("Score")
    sort_by(table, "Score")
    assert cells(table, 4) == [*sorted(scores[:-1], key=int), "–"]
    sort_by(table, "Source")
    assert cells(table, 1) == sorted(cells(table, 1))


def test_a_search_looks_in_the_texts_too_and_a_filter_narrows_it(report: str, open_tab: OpenTab) -> None:
    view = open_tab(report).page
    tools, table = view.locator(".tools[data-for='articles-table']"), view.locator("#articles-table")
    assert len(shown(table)) == 25
    tools.get_by_role("searchbox").fill("knot s1")  # the text tells of knots, the row of the source
    assert tools.get_by_role("status").inner_text() == "20 of 65"
    assert set(cells(table, 1)) == {"s1"}
    tools.get_by_role("searchbox").fill("<script>")
    assert shown(table) == []
    tools.get_by_role("searchbox").fill("")
    tools.get_by_role("combobox").select_option("Those that contradict others")
    assert cells(table, 1) == ["x3"]
    ranking = view.locator("#ranking-table")
    view.locator(".tools[data-for='ranking-table']").get_by_role("searchbox").fill("X")
    assert [name.split() for name in cells(ranking, 1)] == [[f"x{n}", "provisional"] for n in range(5)]


def test_a_search_finds_signs_as_they_are_read(tmp_path: Path, open_tab: OpenTab) -> None:
    text = 'Smith & Sons said "2 < 3" may hold.\nSo it was.'
    made = run(*(evidence(f"a{n}", f"s{n}", text=text) for n in range(3)))
    made.texts.update(dict.fromkeys(made.texts, text))
    view = open_tab(written(made, tmp_path)).page
    view.locator(".tools[data-for='articles-table'] input").fill('& "2 <')
    assert len(shown(view.locator("#articles-table"))) == 3


def test_articles_that_are_not_shown_in_full_are_found_by_their_row(tmp_path: Path, open_tab: OpenTab) -> None:
    made = replace(many(30, 3), settings=settings_from({"report": {"articles": 4}}))
    tab = open_tab(written(made, tmp_path))
    tools = tab.page.locator(".tools[data-for='articles-table']")
    tools.get_by_role("searchbox").fill("knot")
    assert tools.get_by_role("status").inner_text() == "4 of 35"
    tools.get_by_role("searchbox").fill("harbour")  # without a title a row shows how its text begins
    assert tools.get_by_role("status").inner_text() == "35 of 35"
    assert tab.page.locator("#articles-table a").count() == 4
    tab.page.goto(f"{tab.page.url}#article-9%")
    assert tab.page.locator("#home").is_visible()
    assert tab.complaints == []


def test_marks_can_be_put_away(report: str, open_tab: OpenTab) -> None:
    view = open_tab(f"{report}#article-4").page
    lines = "getComputedStyle(document.querySelector('.text .hedge')).textDecorationLine"
    assert view.evaluate(lines) == "underline"
    view.locator(".see-hedge").uncheck()
    assert view.evaluate(lines) == "none"
    rows = view.locator(".findings table")
    view.locator(".findings select").select_option("Hedges")
    assert set(cells(rows, 1)) == {"hedge"}


def test_the_reason_of_a_mark_shows_under_the_pointer_and_on_focus(report: str, open_tab: OpenTab) -> None:
    view = open_tab(f"{report}#article-4").page
    note = view.locator("#note")
    view.locator(".text .source").first.hover()
    assert "Ilse Dorrance" in note.inner_text() and "rule say" in note.inner_text()
    view.mouse.move(5, 5)
    note.wait_for(state="hidden")
    for _ in range(60):
        view.keyboard.press("Tab")
        if view.evaluate("document.activeElement.matches('.text .hedge')"):
            break
    assert "Hedge: hearsay" in note.inner_text()
    # What a screen reader says of it is the same.
    described = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    assert "Hedge: hearsay" in view.evaluate(described)
    assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    view.keyboard.press("Escape")
    assert note.is_hidden()


def test_on_a_phone_a_tap_shows_the_reason_at_the_foot_of_the_screen(report: str, open_tab: OpenTab) -> None:
    view = open_tab(f"{report}#article-4", width=390).page
    view.locator(".text .cue").first.tap()
    box = view.locator("#note").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert 850 < box["y"] + box["height"] <= 900


def test_a_link_from_outside_opens_the_page_and_shows_the_sentence(report: str, open_tab: OpenTab) -> None:
    view = open_tab(f"{report}#article-2-s0").page
    place = view.locator(".sent.here").bounding_box()
    bar = view.locator("nav.bar").bounding_box()
    assert place is not None and bar is not None
    assert bar["height"] < place["y"] < 900


def test_keys_alone_reach_a_page_and_the_focus_goes_along(report: str, open_tab: OpenTab) -> None:
    view = open_tab(report).page
    view.locator("#ranking-table").get_by_role("link", name="x0").focus()
    view.keyboard.press("Enter")
    view.locator("#view h1").wait_for()
    assert view.evaluate("document.activeElement.textContent") == "x0"


def test_going_back_leads_to_where_the_reader_was(report: str, open_tab: OpenTab) -> None:
    view = open_tab(report, height=600).page
    row = view.locator("#articles-table tbody tr").nth(20)
    row.scroll_into_view_if_needed()
    before = view.evaluate("scrollY")
    assert before > 600
    row.get_by_role("link").click()
    assert view.evaluate("scrollY") == 0
    view.go_back()
    assert view.evaluate("scrollY") == before
    view.get_by_role("link", name="Ranking", exact=True).click()
    assert view.evaluate("scrollY") < before


def test_without_scripts_everything_is_there(report: str, open_tab: OpenTab) -> None:
    view = open_tab(report, java_script_enabled=False).page
    assert view.locator("article.page").count() == 65 + 8 + 1
    view.locator("#ranking-table").get_by_role("link", name="x3").click()
    assert view.locator(".tools:visible").count() == 0
    view.locator("#article-4 a.cue").first.click()
    assert re.search(r"#article-4-m\d+$", view.url)
    assert view.locator(":target").is_visible()


# ---- What must hold of every page


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_run_nothing_and_fetch_nothing(kind: str, hostile: str, open_tab: OpenTab) -> None:
    address = hostile + KINDS[kind]
    tab = open_tab(address)
    things = "[document.scripts, document.images, document.forms, frames].map(x => x.length).join()"
    assert tab.page.evaluate(things) == "1,0,0,0"
    assert tab.page.title() != "taken"
    tab.page.evaluate(OPEN_ALL)
    for mark in tab.page.locator("a.m").all()[:5]:
        mark.hover()
    assert tab.page.evaluate(things) == "1,0,0,0"
    assert tab.page.evaluate(
        "[...document.querySelectorAll('a')].every(a => /^(#|https?:)/.test(a.getAttribute('href')))"
    )
    assert tab.requests == [address.partition("#")[0]]
    assert tab.complaints == []


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_no_width_scrolls_sideways(kind: str, width: int, hostile: str, open_tab: OpenTab) -> None:
    view = open_tab(hostile + KINDS[kind], width=width).page
    view.evaluate(OPEN_ALL)
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert view.evaluate("innerWidth") == width


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False)])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(kind: str, width: int, dark: bool, report: str, open_tab: OpenTab) -> None:
    assert violations(open_tab(report + KINDS[kind], width=width, dark=dark).page) == []


def test_axe_finds_nothing_serious_in_what_inspect_prints(tmp_path: Path, open_tab: OpenTab) -> None:
    path = tmp_path / "inspect.html"
    path.write_text("".join(articles_page([(evidence("a", "s"), TEXT), (evidence("b", "t"), TEXT)])), encoding="utf-8")
    tab = open_tab(path.as_uri())
    assert violations(tab.page) == []
    tab.page.locator(".text .source").first.hover()
    assert "Ilse Dorrance" in tab.page.locator("#note").inner_text()
    assert tab.complaints == []


def test_axe_would_find_what_is_wrong(open_tab: OpenTab) -> None:
    view = open_tab().page
    view.set_content("<html lang=en><title>t</title><main><button></button></main>")
    assert any("button-name" in found for found in violations(view))


def test_light_and_dark_differ(report: str, open_tab: OpenTab) -> None:
    body = "getComputedStyle(document.body).backgroundColor"
    colours = [open_tab(report, dark=dark).page.evaluate(body) for dark in (False, True)]
    assert colours == ["rgb(247, 247, 244)", "rgb(20, 23, 26)"]


def test_on_paper_there_are_no_tools(report: str, open_tab: OpenTab) -> None:
    view: Page = open_tab(f"{report}#article-4").page
    view.emulate_media(media="print")
    assert view.locator(".tools:visible, nav:visible, .rest:visible").count() == 0
    assert view.locator(".text").is_visible()

"""The tutorial of docs/workbench.md walked in a real browser, and what else a person may do in the page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import Tab, violations
from tests.served import Served, served
from tests.workbench_pictures import fill, paste
from tests.workbench_story import GUARDS, LINE, SOURCE, TERM, TEXT, TITLE

OpenTab = Callable[..., Tab]
HOSTILE = Path(__file__).parent / "cases" / "hostile.json"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Served]:
    """A workbench with the seeds, its layer in the folder `desk`."""
    with served(tmp_path, "--lexicons", "desk", "--model", "rules") as one:
        yield one


def test_the_tutorial(bench: Served, open_tab: OpenTab) -> None:
    tab = open_tab(bench.address)
    page = tab.page
    # 1. Add the article.
    paste(page)
    expect(page.locator("#article h2")).to_have_text(TITLE)
    expect(page.locator("#items a[aria-current]")).to_contain_text(TITLE)
    # 2. A line that is no part of the article.
    para = page.locator("#article .para", has_text=LINE)
    expect(para.locator(".residue")).to_have_count(0)
    before = page.locator("#article .score").inner_text()
    para.locator(".add-line").click()
    expect(page.get_by_label("Term")).to_have_value(LINE)
    expect(page.get_by_label("Only when")).to_have_value("line-only")
    fill(page)
    page.get_by_role("button", name="Add this row").click()
    # 3. What moves.
    expect(para.locator(".residue")).to_have_count(1)
    expect(page.locator("#moved")).to_contain_text("Added residue/gazette-members.")
    expect(page.locator("#moved")).to_contain_text(SOURCE)
    expect(page.locator("#says")).to_contain_text("1 article and 1 source move.")
    assert page.locator("#article .score").inner_text() != before
    # 4. The mark leads to its row.
    para.locator(".residue").click()
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page.locator("#panel")).to_contain_text("made this mark")
    expect(page.locator(".row-name")).to_contain_text("residue/gazette-members")
    # 5. Another row is switched off, and that is undone.
    page.locator("#article a.hedge", has_text="reportedly").click()
    page.get_by_role("link", name="hedges/reportedly").click()
    page.get_by_role("button", name="Switch off").click()
    expect(page.locator("#article a.hedge", has_text="reportedly")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#article a.hedge", has_text="reportedly")).to_have_count(1)
    expect(page.locator("#moved")).to_contain_text("Undone: Switched hedges/reportedly off.")
    # 6. Save: the change is shown, then written.
    page.get_by_role("link", name="Save").click()
    expect(page.locator(".diff .plus").last).to_contain_text("gazette-members,Gazette members,phrase,promo")
    assert not (bench.folder / "desk").exists()
    page.get_by_role("button", name="Save to your layer").click()
    expect(page.get_by_text("Written: desk/residue.csv.")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    written = (bench.folder / "desk" / "residue.csv").read_text(encoding="utf-8").splitlines()
    assert len(written) == 2
    assert written[1].startswith(f"gazette-members,{TERM},phrase,promo,{GUARDS},")
    # 7. The card.
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert TITLE in Path(download.value.path()).read_text(encoding="utf-8")
    assert tab.complaints == []
    assert [url for url in tab.requests if not url.startswith(bench.address + "/")] == []
    # 8. Back to where it began: the whole page, not a part of it.
    page.go_back()
    expect(page.locator("#article h2")).not_to_have_text(TITLE)
    expect(page.locator("#side-list")).to_be_visible()


def test_the_keyboard_alone(bench: Served, open_tab: OpenTab) -> None:
    page = open_tab(f"{bench.address}/?article=3").page
    page.locator("#article a.hedge").first.focus()
    name = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "b-switch":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_contain_text("Switched hedges/")
    expect(page.locator("#b-switch")).to_have_text("Switch on")
    expect(page.locator("#b-switch")).to_be_focused()  # another press takes it back
    page.keyboard.press("Enter")
    expect(page.locator("#b-switch")).to_have_text("Switch off")
    page.keyboard.press("Escape")
    expect(page.locator("#panel [data-closes]")).to_have_count(0)
    expect(page.locator(f"#{name}")).to_be_focused()


def test_the_second_of_two_tabs_is_told_and_loses_nothing(bench: Served, open_tab: OpenTab) -> None:
    first, second = (open_tab(f"{bench.address}/?article=3").page for _ in range(2))
    for page in (first, second):
        page.locator("#article a.hedge").first.click()
        page.locator(".row-form").wait_for()
    first.get_by_role("button", name="Switch off").click()
    expect(first.locator("#moved")).to_contain_text("Switched")
    second.get_by_label("Only when").fill("next=governor")
    second.get_by_role("button", name="Use these cells").click()
    expect(second.get_by_role("alert")).to_contain_text("changed meanwhile")
    expect(second.get_by_label("Only when")).to_have_value("next=governor")
    second.get_by_role("button", name="Use these cells").click()
    expect(second.locator("#moved")).to_contain_text("Changed hedges/")
    expect(second.get_by_role("link", name="Save")).to_contain_text("2")


def test_a_lexicon_broken_on_disk_is_told_and_the_last_good_one_stays(bench: Served, open_tab: OpenTab) -> None:
    desk = bench.folder / "desk"
    desk.mkdir()
    path = desk / "hedges.csv"
    path.write_text("id,status\nso-called,off\n", encoding="utf-8")
    page = open_tab(f"{bench.address}/?article=3").page
    assert page.locator("#article a.hedge", has_text="so-called").count() == 0
    path.write_text("id,status\nso-called,off\nmay,nonsense\n", encoding="utf-8")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("hedges.csv:3")
    expect(page.get_by_role("alert")).to_contain_text("last good one stays in use")
    assert page.locator("#article a.hedge", has_text="so-called").count() == 0
    path.write_text("id,status\n", encoding="utf-8")
    page.reload()
    assert page.get_by_role("alert").count() == 0
    assert page.locator("#article a.hedge", has_text="so-called").count() > 0


def test_a_row_that_cannot_be_is_refused_with_its_reason(bench: Served, open_tab: OpenTab) -> None:
    page = open_tab(f"{bench.address}/?article=3").page
    page.locator("#article .add-line").first.click()
    page.get_by_label("Term").fill("(a")
    page.get_by_label("Match", exact=True).select_option("regex")
    page.get_by_role("button", name="Add this row").click()
    expect(page.get_by_role("alert")).to_contain_text("RE2 cannot compile it")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_label("Term")).to_have_value("(a")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_the_classes_follow_the_lexicon(bench: Served, open_tab: OpenTab) -> None:
    page = open_tab(f"{bench.address}/?article=3").page
    page.locator("#article .add-line").first.click()
    page.get_by_label("Term").fill("mooted")
    page.get_by_label("Lexicon", exact=True).select_option("hedges")
    expect(page.locator("#f-class option").first).to_contain_text("epistemic")
    expect(page.get_by_label("Term")).to_have_value("mooted")


def test_files_are_uploaded_and_refused_by_name(bench: Served, open_tab: OpenTab) -> None:
    (bench.folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (bench.folder / "nothing.txt").write_text("", encoding="utf-8")
    page = open_tab(bench.address).page
    page.get_by_role("link", name="Add articles").click()
    page.get_by_label("From files").set_input_files([bench.folder / "bridge.txt", bench.folder / "nothing.txt"])
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_text("1 read, 1 refused.")).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("nothing.txt")
    expect(page.locator("#items a[aria-current]")).to_contain_text("bridge")


def test_hostile_words_are_shown_and_do_nothing(bench: Served, open_tab: OpenTab) -> None:
    words = [case["text"] for case in json.loads(HOSTILE.read_text(encoding="utf-8"))]
    token, _ = bench.state()
    for number, text in enumerate(words):
        named = {"title": text, "source": text, "text": f"{text}\nMayor Ann Lee said on Monday that {text} may close."}
        status, page_text = bench.post("/articles", {"token": token, "article": 1, **named})
        assert status == 200, (number, page_text)
    tab = open_tab(bench.address)
    many = tab.page.locator("#items li").count()
    for number in range(6, many + 1):
        tab.page.goto(f"{bench.address}/?article={number}")
        for name, heading in (("a.m", "Why this mark"), (".add-line", "A new row")):
            tab.page.locator(f"#article {name}").first.click()
            expect(tab.page.locator("#panel h2")).to_have_text(heading)
        assert tab.page.evaluate("document.scripts.length + document.images.length + frames.length") == 2
    assert tab.complaints == []
    assert [url for url in tab.requests if not url.startswith(bench.address + "/")] == []


def test_the_list_is_searched(bench: Served, open_tab: OpenTab) -> None:
    page = open_tab(bench.address).page
    page.get_by_label("Search titles and sources").press_sequentially("joint forces")
    expect(page.locator("#items a")).to_have_count(1)


def test_without_scripts_links_and_forms_do_the_same(bench: Served, open_tab: OpenTab) -> None:
    page = open_tab(f"{bench.address}/?article=3", java_script_enabled=False).page
    page.locator("#article a.hedge", has_text="so-called").first.click()
    page.get_by_role("button", name="Switch off").click()
    expect(page.locator("#moved")).to_contain_text("Switched hedges/so-called off.")
    assert page.locator("#article a.hedge", has_text="so-called").count() == 0
    page.get_by_role("link", name="Save").click()
    expect(page.locator(".diff")).to_contain_text("+so-called,off")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workbench with an edit, for tests that only look."""
    with served(tmp_path_factory.mktemp("edited"), "--model", "rules") as one:
        one.edit("off", lexicon="residue", row="related-things")
        yield one


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_panel_can_be_read_by_everybody(edited: Served, open_tab: OpenTab, width: int, dark: bool) -> None:
    page = open_tab(f"{edited.address}/?article=3", width=width, dark=dark).page
    mark = page.locator("#article a.m").first.get_attribute("href")
    assert mark is not None
    line = page.locator("#article .add-line").first.get_attribute("href")
    for path in ("/?article=3", mark, line, "/?article=3&panel=changes", "/?article=3&panel=load"):
        page.goto(f"{edited.address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(page) == [], path

"""`python -m tests.workbench_pictures`: the pictures of docs/workbench.md, taken while its tutorial is walked."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import launched, new_tab
from tests.served import served
from tests.workbench_story import GUARDS, LINE, SOURCE, TERM, TEXT, TITLE

DOCS = Path(__file__).parents[1] / "docs"
WIDTH, HEIGHT = 1280, 800


def main() -> None:
    """Take every picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), "--lexicons", "desk") as bench,
        launched() as browser,
    ):
        walk(browser, bench.address)


def walk(browser: Browser, address: str) -> None:
    """Walk the tutorial in a light window, then show its end on a phone in the dark."""
    page = new_tab(browser, address, width=WIDTH, height=HEIGHT).page
    paste(page)
    page.locator("#article .para", has_text=LINE).locator(".add-line").click()
    fill(page)
    take(page, "line")
    page.get_by_role("button", name="Add this row").click()
    page.locator("#article .residue", has_text=TERM).click()
    page.get_by_text("made this mark").wait_for()
    take(page, "moved")
    page.get_by_role("link", name="Save").click()
    page.locator(".diff").wait_for()
    take(page, "save")
    phone = new_tab(browser, page.url, width=390, height=780, dark=True).page
    word = phone.locator("#article a.hedge", has_text="reportedly")
    word.click()
    phone.locator("#panel .row-form").wait_for()
    word.evaluate("word => scrollTo(0, word.getBoundingClientRect().top + scrollY - 130)")
    take(phone, "phone")


def paste(page: Page) -> None:
    """Paste the article of the tutorial."""
    page.get_by_role("link", name="Add articles").click()
    page.get_by_label("Or paste a text").fill(TEXT)
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_label("Source", exact=True).fill(SOURCE)
    page.get_by_role("button", name="Read this text").click()
    page.get_by_text("1 read.").wait_for()


def fill(page: Page) -> None:
    """Fill in the row of the tutorial."""
    page.get_by_label("Term").fill(TERM)
    page.get_by_label("Only when").fill(GUARDS)
    page.get_by_label("Class").select_option("promo")


def take(page: Page, name: str) -> None:
    """Take a picture of the window."""
    page.mouse.move(0, 0)
    page.screenshot(path=DOCS / f"workbench-{name}.png")


if __name__ == "__main__":
    main()

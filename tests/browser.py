"""Pages in a real browser: Playwright driving the system's own chromium (nothing is downloaded).

The fixtures `chromium` and `open_tab` stand in `tests/conftest.py`; `python -m tests.screenshot` uses this by itself.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PHONE = 600


@contextmanager
def launched() -> Iterator[Browser]:
    """The system's chromium without a window, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Tab:
    """A page in a fresh profile, with all it asked for and all it complained about since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()


def new_tab(
    browser: Browser, address: str = "", *, width: int = 1280, height: int = 900, dark: bool = False, **context: Any
) -> Tab:
    """A tab of this size, opened at the address if there is one; a narrow one behaves like a phone's."""
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "color_scheme": "dark" if dark else "light",
        "is_mobile": width < _PHONE,
        "has_touch": width < _PHONE,
        "reduced_motion": "reduce",
    }
    tab = Tab(browser.new_context(**options | context).new_page())
    if address:
        tab.page.goto(address)
    return tab


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical in a page as it stands: the rule, and where."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]

"""`python -m tests.screenshot`: the pictures of the report in README and docs/, made anew from seeds/."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import launched, new_tab

ROOT = Path(__file__).parents[1]
WIDTH = 1280
# Picture -> the page it shows, and how high it is.
PICTURES = {"report": ("", 1030), "report-story": ("#story-1", 860), "report-article": ("#article-4", 900)}
TO_A_DEVIATION = "scrollTo(0, [...document.querySelectorAll('.text .against')].at(-1).offsetTop - 200)"


def main() -> None:
    """Score the seeds and take the beginning of each page, and of an article the place of a deviation."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(sys.executable).with_name("credscore")
        subprocess.run(
            [program, "score", ROOT / "seeds", "--out", folder, "--format", "csv"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with launched() as browser:
            for name, (place, height) in PICTURES.items():
                address = (Path(folder) / "report.html").as_uri() + place
                page = new_tab(browser, address, width=WIDTH, height=height).page
                if page.locator(".text .against").count():
                    page.evaluate(TO_A_DEVIATION)
                    page.locator(".text .against").last.hover()
                page.screenshot(path=ROOT / "docs" / f"{name}.png")


if __name__ == "__main__":
    main()

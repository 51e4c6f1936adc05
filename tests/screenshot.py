"""`python -m tests.screenshot`: the picture of the report in the README, docs/report.png, made anew from seeds/."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import launched, new_tab

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "report.png"
WIDTH, HEIGHT = 1280, 1320


def main() -> None:
    """Score the seeds and take the ranking and the beginning of the story, below one another."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(sys.executable).with_name("credscore")
        subprocess.run(
            [program, "score", ROOT / "seeds", "--out", folder, "--format", "csv"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with launched() as browser:
            page = new_tab(browser, (Path(folder) / "report.html").as_uri(), width=WIDTH, height=HEIGHT).page
            # What stands between the two would fill the picture.
            page.evaluate("document.querySelectorAll('#sources, #overview, nav').forEach(e => e.remove())")
            page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()

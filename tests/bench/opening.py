"""How long a report takes to open: `python -m tests.bench.opening DIR/report.html` prints the median of five openings.

Milliseconds from the beginning of the navigation, in a fresh profile each time, for the first page and for a page
within the report; and how long a search through all texts takes at its first letter.
"""

import sys
from pathlib import Path
from statistics import median

from tests.browser import launched, new_tab

TIMES = 5
# When the first contents are painted; when all is loaded, the script has run and a frame has been drawn.
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
READY = "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
SEARCH = """() => {
  const input = document.querySelector(".tools[data-for='articles-table'] input"), start = performance.now();
  input.value = "e";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
}"""


def main(report: Path) -> None:
    """Print the size of the report and the medians."""
    print(f"{report.stat().st_size / 1e6:.1f} MB")
    with launched() as browser:
        for name, place in (("first page", ""), ("an article", "#article-1")):
            painted, ready = [], []
            for _ in range(TIMES):
                tab = new_tab(browser, report.resolve().as_uri() + place)
                ready.append(tab.page.evaluate(READY))
                painted.append(tab.page.evaluate(PAINTED))
                tab.page.context.close()
            print(f"{name}: first paint {median(painted):.0f} ms, ready {median(ready):.0f} ms")
        searched = []
        for _ in range(TIMES):
            tab = new_tab(browser, report.resolve().as_uri())
            searched.append(tab.page.evaluate(SEARCH))
            tab.page.context.close()
        print(f"first search through all texts: {median(searched):.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The documentation: every command in it works, every page is in the index, every link leads somewhere."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(<!-- (?:not run|command): [^\n]*-->\n)?```(?:bash|sh)\n(.+?)\n```", re.DOTALL)
LINK = re.compile(r"\]\(((?!https?:)[^)#]+)(?:#[^)]*)?\)")
STORY = """The Orlets bridge was closed on Monday after nine people were hurt, Mayor Ann Lee said.

"It may stay closed for a week," she said. The council reportedly plans to meet on Friday, and officials expect repairs
to cost about 2,000 crowns. Engineers from the province have examined the pillars, according to a
statement of the roads agency.
"""


def commands() -> list[tuple[str, str]]:
    """Every command of the pages that a reader can run in a folder of their own, with the page it stands on."""
    return [
        (page.name, line.partition("  #")[0].strip())
        for page in PAGES
        for marked, block in BLOCK.findall(page.read_text(encoding="utf-8"))
        if not marked
        for line in block.replace("\\\n", " ").splitlines()
        if re.search(r"(?:^|\| )(?:credscore|python -m credscore)\b", line)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the pages speak of."""
    here = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "seeds", here / "seeds")
    (here / "articles").mkdir()
    (here / "articles" / "gazette.txt").write_text(STORY, encoding="utf-8")
    (here / "articles" / "courier.txt").write_text(STORY.replace("nine", "seven"), encoding="utf-8")
    _write_papers(here / "papers")
    (here / "desk").mkdir()
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    (here / "desk" / "hedges.csv").write_text(page.partition("```csv\n")[2].partition("```")[0], encoding="utf-8")
    (here / "gold.jsonl").write_text(json.dumps({"text": STORY, "hedges": [[70, 75]]}) + "\n", encoding="utf-8")
    (here / "story.txt").write_text(STORY, encoding="utf-8")
    table = 'source,body,text\nThe Gazette,"{0}","{0}"\n'.format(STORY.replace('"', '""'))
    for name in ("articles.csv", "export.dat"):
        (here / name).write_text(table, encoding="utf-8")
    with gzip.open(here / "crawl.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"source": "The Gazette", "text": STORY}) + "\n")
    subprocess.run(command("credscore score seeds --out reports/seeds --format csv"), cwd=here, env=path(), check=True)
    return here


def _write_papers(folder: Path) -> None:
    """Seven articles of three papers, of which one ends all of its articles alike: what docs/tuning.md starts from."""
    folder.mkdir()
    rows = ["file,source"]
    for place, paper, news in (
        ("Orlets", "The Gazette", "The bridge stays closed until spring, the mayor said on Monday."),
        ("Kalmar", "The Gazette", "Two schools may share one roof next year, officials said."),
        ("Venning", "The Gazette", "The ferry reportedly needs a new engine and sails no more."),
        ("Brudorf", "The Courier", "A court threw out the complaint of the fishers on Friday."),
        ("Tolmar", "The Courier", "Farmers expect the best harvest of apples in about ten years."),
        ("Tollets", "The Herald", "The library opens its doors again after a year of repairs."),
        ("Bruning", "The Herald", "A fire in a barn cost two horses their lives, the police said."),
    ):
        text = (
            f"{news} The people of {place} had waited long for it, as the town clerk wrote in a letter last week.\n"
            f"The council of {place} meets again on the first Tuesday of the month. “We will hear all sides before we "
            f"vote,” said Ann Lee, who leads it. Nobody from the province came to {place} this time.\n"
        )
        last = "Dig deeper with the Gazette\n" if paper == "The Gazette" else ""
        (folder / f"{place.lower()}.txt").write_text(text + last, encoding="utf-8")
        rows.append(f"{place.lower()}.txt,{paper}")
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def command(line: str) -> list[str]:
    return ["bash", "-euo", "pipefail", "-c", line]


def path() -> dict[str, str]:
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_pages_hold_commands() -> None:
    assert len(commands()) >= 8


@pytest.mark.parametrize("line", sorted({line for _, line in commands()}))
def test_a_command_of_the_documentation_works(line: str, folder: Path) -> None:
    done = subprocess.run(command(line), cwd=folder, env=path(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"} == set(
        re.findall(r"\]\((\S+\.md)\)", index)
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        # What a run writes is made by the README's first command.
        assert (page.parent / link).exists() or link.startswith("reports/seeds/"), link

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
    (here / "story.txt").write_text(STORY, encoding="utf-8")
    table = 'source,body,text\nThe Gazette,"{0}","{0}"\n'.format(STORY.replace('"', '""'))
    for name in ("articles.csv", "export.dat"):
        (here / name).write_text(table, encoding="utf-8")
    with gzip.open(here / "crawl.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"source": "The Gazette", "text": STORY}) + "\n")
    subprocess.run(command("credscore score seeds --out reports/seeds --format csv"), cwd=here, env=path(), check=True)
    return here


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

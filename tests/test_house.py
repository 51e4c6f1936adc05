"""The house of the design: data flows down the rooms, and a module imports only from rooms above its own."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "credscore"
# From the top of the house to the cellar; rooms on one floor do not know each other.
FLOORS = (
    {"records", "__init__"},
    {"errors"},
    {"settings"},
    {"wire", "tables"},
    {"schema", "linked"},
    {"lexicon"},
    {"corpus"},
    {"language"},
    {"model"},
    {"attribution", "hedging", "residue", "style", "claims", "readability"},
    {"article", "spacy_pipe"},
    {"story"},
    {"source"},
    {"pipeline"},
    {"store", "tuning"},
    {"engines", "training"},
    {"report"},
    {"workbench"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "credscore":
            parts = node.module.split(".")
            rooms |= {parts[1]} if len(parts) > 1 else {a.name if a.name in FLOOR else "__init__" for a in node.names}
        elif isinstance(node, ast.Import):
            rooms |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("credscore.")}
    return rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_above(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR, f"{room} is no room of the house: give it a floor here and in docs/architecture.md"
    for other in imported_rooms(path) - {room}:
        assert FLOOR[other] < FLOOR[room], f"{path.name} in {room} imports {other}, which is not above it"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_only_the_language_room_builds_a_pipeline() -> None:
    ways = ("spacy.blank", "spacy.load", "import English")
    builders = {room_of(path) for path in MODULES if any(way in path.read_text(encoding="utf-8") for way in ways)}
    assert builders == {"language"}

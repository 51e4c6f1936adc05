"""Floors under measured quality: pinned with a digest of the data, and never lowered silently."""

import hashlib
import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.json")
# A floor is pinned this much (in points) under what was measured: room for a library's release, not for a regression.
SLACK = 0.3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the gates on a machine without the data."""
    missing = pytest.mark.skip(reason="../shared is absent")
    for item in items:
        if item.get_closest_marker("gate") and not SHARED.is_dir():
            item.add_marker(missing)


def digest(path: Path) -> str:
    """The first 16 hex digits of a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


class Floors:
    """The pinned floors of floors.json: name -> {floor, data}."""

    def __init__(self, raising: bool) -> None:
        self.raising = raising

    def check(self, name: str, value: float, data: Path) -> None:
        """Fail when `value` (points, higher is better) is under the floor of `name`, or measured on other data."""
        pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        entry, seen = pinned.get(name), digest(data)
        if self.raising and (entry is None or entry["data"] != seen or value - SLACK > entry["floor"]):
            pinned[name] = {"floor": round(value - SLACK, 1), "data": seen}
            FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            return
        assert entry is not None, f"{name} = {value:.1f} has no floor yet: run pytest tests/gates --raise-floors"
        assert entry["data"] == seen, f"{name}: {data.name} is not the data the floor was measured on"
        assert value >= entry["floor"], f"{name} fell to {value:.1f}, the floor is {entry['floor']}"


@pytest.fixture
def floors(request: pytest.FixtureRequest) -> Floors:
    return Floors(bool(request.config.getoption("--raise-floors")))


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture
def bench() -> Callable[[str], ModuleType]:
    """A scorer of ../shared/bench by name."""

    def load(name: str) -> ModuleType:
        folder = str(SHARED / "bench")
        if folder not in sys.path:
            sys.path.insert(0, folder)
        return importlib.import_module(name)

    return load

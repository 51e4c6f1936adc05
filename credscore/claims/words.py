"""The closed word classes and patterns that the rules name, from `words.toml` beside this file."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


def words(module: str, name: str) -> frozenset[str]:
    """A word class by the module that uses it and its name."""
    return frozenset(str(_table()[module][name]).split())


def lines(module: str, name: str) -> list[str]:
    """The lines of a list whose order matters."""
    return str(_table()[module][name]).strip().splitlines()


def table(name: str) -> dict[str, str]:
    """A section of patterns: name -> one pattern with all its alternatives."""
    return {key: "|".join(patterns) for key, patterns in _table()[name].items()}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("credscore.claims").joinpath("words.toml").read_text(encoding="utf-8"))

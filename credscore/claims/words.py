"""The closed word classes that the rules name, from `words.toml` beside this file."""

import tomllib
from functools import cache
from importlib import resources


def words(module: str, name: str) -> frozenset[str]:
    """A word class by the module that uses it and its name."""
    return frozenset(_table()[module][name].split())


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))

"""The closed classes of words behind the rules on who speaks, from vocabulary.toml."""

import tomllib
from functools import cache
from importlib import resources


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The classes by name."""
    text = resources.files("credscore.attribution").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}

"""The closed classes of words behind the rules: grammar for who says what, vocabulary for who that is."""

import tomllib
from functools import cache
from importlib import resources


@cache
def _classes(file: str) -> dict[str, frozenset[str]]:
    text = resources.files("credscore.attribution").joinpath(file).read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def grammar() -> dict[str, frozenset[str]]:
    """The classes of words.toml by name: words that build sentences, for the finder."""
    return _classes("words.toml")


def vocabulary() -> dict[str, frozenset[str]]:
    """The classes of vocabulary.toml by name: words that point to somebody, for who the source is."""
    return _classes("vocabulary.toml")

"""Lexicons: read, layered, validated and compiled; every entry has an id."""

from credscore.lexicon.entries import EXCEPTION, Entry, Hit, Lexicon, LexiconClass
from credscore.lexicon.layers import Lexicons, builtin_dir, load_lexicons
from credscore.lexicon.matcher import Matcher, Setting, longest

__all__ = ["EXCEPTION", "Entry", "Hit", "Lexicon", "LexiconClass", "Lexicons", "Matcher", "Setting", "builtin_dir", "load_lexicons", "longest"]

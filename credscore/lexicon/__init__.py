"""Lexicons: read, layered, validated and compiled; every entry has an id."""

from credscore.lexicon.entries import EXCEPTION, Entry, Hit, Lexicon, LexiconClass
from credscore.lexicon.layers import Lexicons, builtin_dir, load_lexicons
from credscore.lexicon.matcher import Matcher, longest, switched_off
from credscore.lexicon.revision import Revision
from credscore.lexicon.setting import Setting

__all__ = [
    "EXCEPTION",
    "Entry",
    "Hit",
    "Lexicon",
    "LexiconClass",
    "Lexicons",
    "Matcher",
    "Revision",
    "Setting",
    "builtin_dir",
    "load_lexicons",
    "longest",
    "switched_off",
]

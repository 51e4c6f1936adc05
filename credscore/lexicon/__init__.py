"""Lexicons: read, layered, validated, compiled and edited; every entry has an id."""

from credscore.lexicon.entries import COLUMNS, EXCEPTION, Entry, Hit, Lexicon, LexiconClass
from credscore.lexicon.layers import Layered, Lexicons, builtin_dir, layered, load_lexicons, user_dir
from credscore.lexicon.matcher import Matcher, kept_out, longest, switched_off
from credscore.lexicon.read import trial_entry
from credscore.lexicon.revision import Revision
from credscore.lexicon.save import LayerFile, edited, open_layer, save
from credscore.lexicon.setting import Setting

__all__ = [
    "COLUMNS",
    "EXCEPTION",
    "Entry",
    "Hit",
    "LayerFile",
    "Layered",
    "Lexicon",
    "LexiconClass",
    "Lexicons",
    "Matcher",
    "Revision",
    "Setting",
    "builtin_dir",
    "edited",
    "kept_out",
    "layered",
    "load_lexicons",
    "longest",
    "open_layer",
    "save",
    "switched_off",
    "trial_entry",
    "user_dir",
]

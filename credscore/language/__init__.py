"""Article -> parsed document: tokens, lines, sentences, quotations and lexicon hits, all with offsets into the text."""

from credscore.language.document import Document, Reader
from credscore.language.english import function_word_share

__all__ = ["Document", "Reader", "function_word_share"]

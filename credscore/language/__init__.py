"""Article -> parsed document: tokens, lines, sentences, quotations and lexicon hits, all with offsets into the text."""

from credscore.language.document import Document, Reader, line_spans
from credscore.language.english import function_word_share

__all__ = ["Document", "Reader", "function_word_share", "line_spans"]

"""Article -> parsed document: tokens, lines, sentences, quotations and lexicon hits, all with offsets into the text."""

from credscore.language.document import Document, Reader

__all__ = ["Document", "Reader"]

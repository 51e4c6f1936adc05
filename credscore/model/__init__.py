"""The attribution tagger: a small network that reads a paragraph and says who says what in it."""

from credscore.model.decode import Link
from credscore.model.inputs import Paragraph, Roles, paragraphs
from credscore.model.runtime import SHIPPED, Tagger, digest, folder_of

__all__ = ["SHIPPED", "Link", "Paragraph", "Roles", "Tagger", "digest", "folder_of", "paragraphs"]

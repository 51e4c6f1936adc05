"""Files, folders, tables and pipes -> articles: the only place that knows encodings, formats and limits."""

from credscore.corpus.formats import FORMATS, Format
from credscore.corpus.plan import seeds_dir
from credscore.corpus.read import read

__all__ = ["FORMATS", "Format", "read", "seeds_dir"]

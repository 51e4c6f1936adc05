"""One key for the many names of one thing: ISIS, Daesh and IS are all `islamic-state`.

An alias's id is the id of the main row, two hyphens, and its own name: `islamic-state--isis`. The same holds for
abbreviated titles (`senator--sen`) and plurals (`senator--senators`).
"""

from credscore.lexicon.entries import Entry

SEPARATOR = "--"


def key(entry: Entry) -> str:
    """The id of the main row, which all aliases of one thing share."""
    return entry.id.partition(SEPARATOR)[0]


def canonical(entry: Entry) -> str:
    """One name for all aliases of one thing, in lower case: `islamic state` for the row `islamic-state--isis`."""
    return key(entry).replace("-", " ")

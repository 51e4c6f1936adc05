"""How the tagger that ships was trained. Needs the extra `[train]`; nothing else in the package imports from here."""

"""Edits of the project's layer that are not saved yet: replayed over what the files hold, undone, shown, saved."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from credscore.lexicon import Layered, LayerFile, edited, layered, open_layer, save, user_dir

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a lexicon's file: what it does to the text, and what it is in words."""

    lexicon: str
    row: str
    says: str
    change: Callable[[str], str]


class Draft:
    """The layer of a project as it would be if it were saved now.

    Edits are kept as such and not as texts: where a file is changed by somebody else, they are made anew on top of
    that.

    Args:
        folder: of the project's layer; it need not exist before something is saved.
        user: the folder of the user's layer, where it is not the usual one.
    """

    def __init__(self, folder: Path, user: Path | None = None) -> None:
        self.folder, self.user = folder, user
        self.edits: tuple[Edit, ...] = ()

    def layered(self, edits: tuple[Edit, ...] | None = None) -> Layered:
        """All layers with these edits, or with the present ones.

        Raises:
            LexiconError: an edit cannot be made, or the lexicons do not load with it.
        """
        drafts = {file.path: text for file, text in self._files(self.edits if edits is None else edits)}
        there = self.folder.is_dir() or drafts
        return layered(self.folder if there else None, user=self.user, drafts=drafts)

    def _files(self, edits: tuple[Edit, ...]) -> list[tuple[LayerFile, str]]:
        """The files that edits change in the end, with the text each comes to."""
        found = []
        for lexicon in dict.fromkeys(edit.lexicon for edit in edits):
            file = open_layer(self.folder, lexicon)
            text = file.text
            for edit in edits:
                if edit.lexicon == lexicon:
                    text = edited(LayerFile(file.path, text, file.digest), edit.change)
            if file.digest is None and len(text.splitlines()) == 1:
                text = ""  # a header alone makes no file
            if text != file.text:
                found.append((file, text))
        return found

    def diff(self) -> str:
        """What saving would change in the files, as a unified diff."""
        lines: list[str] = []
        for file, text in self._files(self.edits):
            name = file.path.name
            old, new = file.text.splitlines(), text.splitlines()
            lines += unified_diff(old, new, f"{name} (now)", f"{name} (saved)", lineterm="")
        return "\n".join(lines)

    def save(self) -> list[Path]:
        """Write the files, each whole or not at all; the edits of a file that is written are edits no more.

        Raises:
            LexiconError, LexiconConflictError, OutputError: a file is not written; its edits stay.
        """
        written = []
        for file, text in self._files(self.edits):
            save(file, text, user=self.user)
            self.edits = tuple(edit for edit in self.edits if edit.lexicon != file.path.stem)
            written.append(file.path)
        self.edits = ()  # those left come to nothing
        return written

    def stamp(self) -> Stamp:
        """What tells whether a file of the project's or the user's layer was changed on disk."""
        folders = [self.folder, self.user or user_dir()]
        files = [path for folder in folders for suffix in ("*.csv", "*.toml") for path in sorted(folder.glob(suffix))]
        return tuple((str(path), *_state(path)) for path in files)


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:  # taken away this moment
        return 0, 0
    return found.st_mtime_ns, found.st_size

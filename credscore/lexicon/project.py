"""`credscore.toml`: which folder holds a project's lexicons, so that nobody has to say it with every command."""

import tomllib
from pathlib import Path

from credscore.errors import SettingsError

PROJECT_FILE = "credscore.toml"
_KEY = "lexicons"
_REMEDY = f'It holds one key: {_KEY} = "FOLDER", as seen from the file.'


def project_folder(start: Path) -> Path | None:
    """The folder that the `credscore.toml` of `start`, or of the nearest folder above it, names; None without one.

    Raises:
        SettingsError: the file is not TOML or holds anything but the key `lexicons`.
    """
    path = next((path for folder in (start, *start.parents) if (path := folder / PROJECT_FILE).is_file()), None)
    if path is None:
        return None
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError(f"cannot be read: {reason}.", where=str(path), remedy=_REMEDY) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"is not TOML: {error}.", where=str(path), remedy=_REMEDY) from None
    for key in values:
        if key != _KEY:
            raise SettingsError(f"has an unknown key '{key}'.", where=str(path), remedy=_REMEDY)
    folder = values.get(_KEY)
    if not isinstance(folder, str) or not folder.strip():
        raise SettingsError(f"names no folder in '{_KEY}'.", where=str(path), remedy=_REMEDY)
    return path.parent / folder

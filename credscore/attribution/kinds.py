"""From titles and classes of bodies to the kinds of the contract, as the source guidelines set them."""

from credscore.attribution.cast import Entity, Title
from credscore.attribution.vocabulary import vocabulary
from credscore.lexicon.aliases import key
from credscore.records import SourceKind

_WORDS = vocabulary()
PUBLIC, PRIVATE, OUTLETS = _WORDS["public"], _WORDS["private"], _WORDS["outlet"]


def of_body(cls: str) -> SourceKind:
    """The kind of a body of a class of the lexicons `organisations`, `media` and `bodies`."""
    if cls in OUTLETS:
        return "media"
    return "international_body" if cls == "international_body" else "organisation"


def of_title(title: Title) -> SourceKind:
    """What one title makes of its holder, were it the only one."""
    entry = title.hit.entry
    name = key(entry)
    public, private = bool(title.bodies & PUBLIC), bool(title.bodies & PRIVATE)
    match entry.cls:
        case "candidate":
            return "person" if title.former else "official"
        case "journalist":
            return "media"
        case "spokesperson":
            return "official" if public and not private and not title.former else "person"
        case "rank":
            return "person" if title.former else "official"
        case "official":
            if title.former or (name in _WORDS["leads"] and private and not public):
                return "person"
            return "official"
        case "group":
            return "group"
        case _:
            if name in _WORDS["either"] and public and not private and "party" not in title.bodies and not title.former:
                return "official"
            if title.bodies & OUTLETS and name not in ("spokesman", "attorney", "lawyer"):
                return "media"
            return "person"


def of_person(entity: Entity) -> SourceKind:
    """What a named person is by all the article says; what it leaves out, the lexicon of public figures knows."""
    titles = entity.titles
    if any(t.hit.entry.cls == "candidate" and not t.former for t in titles):
        return "official"
    kinds = {of_title(t) for t in titles if t.hit.entry.cls != "rank"}
    former = any(t.former for t in titles)
    if entity.figure == "official" and not any(t.former and key(t.hit.entry) in _WORDS["summit"] for t in titles):
        return "official"
    held = {t.hit.entry.id for t in titles if t.former}
    if any(of_title(t) == "official" and t.hit.entry.cls != "rank" and t.hit.entry.id not in held for t in titles):
        return "official"
    if not former and any(t.hit.entry.cls == "rank" for t in titles):
        return "official"
    if entity.figure == "media" or ("media" in kinds and entity.figure is None):
        return "media"
    return "person"

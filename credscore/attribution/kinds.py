"""From titles and classes of bodies to the kinds of the contract, as the source guidelines set them."""

from credscore.attribution.cast import Entity, Title
from credscore.records import SourceKind

# A post in one of these is public office; in one of those it is not.
PUBLIC = frozenset(
    "country capital state government legislature military police agency bank court international_body nationality rank".split()
)
PRIVATE = frozenset(
    "company university ngo union media campaign agency_news broadcaster newspaper magazine website armed_group".split()
)
OUTLETS = frozenset("agency_news broadcaster newspaper magazine website media".split())
# Posts that exist in public and in private bodies: whose it is decides.
_EITHER = frozenset(
    "chairman chairwoman chair chairperson vice-chairman vice-chair vice-chairwoman co-chair director executive-director head "
    "deputy-chairman".split()
)
_LEADS = frozenset(
    "president vice-president director deputy-director assistant-director secretary commissioner chancellor leader officer general-secretary deputy".split()
)
_SUMMIT = frozenset("president prime-minister chancellor vice-president premier".split())


def of_body(cls: str) -> SourceKind:
    """The kind of a body of a class of the lexicons `organisations`, `media` and `bodies`."""
    if cls in OUTLETS:
        return "media"
    return "international_body" if cls == "international_body" else "organisation"


def of_title(title: Title) -> SourceKind:
    """What one title makes of its holder, were it the only one."""
    entry = title.hit.entry
    name = entry.id.partition("--")[0]
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
            if title.former or (name in _LEADS and private and not public):
                return "person"
            return "official"
        case "group":
            return "group"
        case _:
            if name in _EITHER and public and not private and "party" not in title.bodies and not title.former:
                return "official"
            if title.bodies & OUTLETS and name not in ("spokesman", "attorney", "lawyer"):
                return "media"
            return "person"


def of_person(entity: Entity) -> SourceKind:
    """What a named person is by all the article says of them; what it leaves out, the lexicon of public figures knows."""
    titles = entity.titles
    if any(t.hit.entry.cls == "candidate" and not t.former for t in titles):
        return "official"
    kinds = {of_title(t) for t in titles if t.hit.entry.cls != "rank"}
    former = any(t.former for t in titles)
    if entity.figure == "official" and not any(
        t.former and t.hit.entry.id.partition("--")[0] in _SUMMIT for t in titles
    ):
        return "official"
    held = {t.hit.entry.id for t in titles if t.former}
    if any(of_title(t) == "official" and t.hit.entry.cls != "rank" and t.hit.entry.id not in held for t in titles):
        return "official"
    if not former and any(t.hit.entry.cls == "rank" for t in titles):
        return "official"
    if entity.figure == "media" or ("media" in kinds and entity.figure is None):
        return "media"
    return "person"

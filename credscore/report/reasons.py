"""Why a finding was made, in plain words: what the pages and the terminal say of it."""

import re
from functools import cache

from credscore.lexicon import EXCEPTION, load_lexicons
from credscore.records import Attribution, Claim, Hedge, Residue, Style

NOBODY = "nobody named"
KIND_NAMES = {
    "official": "official",
    "person": "person",
    "organisation": "organisation",
    "international_body": "international body",
    "document": "document",
    "media": "another medium",
    "group": "group",
    "agentless": "agentless: nobody to ask",
}
HEDGE_NAMES = {
    "epistemic": "holds back (may, likely)",
    "hearsay": "passed on with nobody vouching",
    "approximator": "approximate figure",
    "distancing": "keeps a distance (so-called)",
}
STYLE_NAMES = {
    "intensifier": "raises the tone in the outlet's own voice",
    "loaded": "judges instead of telling",
    "lure": "a lure to read on",
    "exclamation": "exclaims",
    "question": "asks instead of telling",
    "first_person": "speaks of itself",
    "second_person": "speaks to the reader",
    "capitals": "shouts",
    "headline": "a headline that its body does not bear out",
}
RESIDUE_NAMES = {
    "link": "link to something else",
    "promo": "promotion",
    "caption": "picture caption",
    "byline": "byline or date line",
    "repeat": "said before",
    "share": "share or comment prompt",
    "legal": "legal notice",
    "summary": "summary of the article itself",
    "other": "not the article",
}


@cache
def rule_terms() -> dict[str, str]:
    """Rule id -> the words of the lexicon entry, for rules that are entries of a built-in lexicon."""
    return {
        entry.id: entry.term
        for lexicon in load_lexicons().values()
        for entry in lexicon.entries.values()
        if entry.match != "regex" and entry.cls != EXCEPTION
    }


@cache
def rule_words(rule: str) -> str:
    """The rule, and the words of its lexicon entry where its id does not say them."""
    term = rule_terms().get(rule)
    plain = "-".join(re.findall(r"[a-z0-9]+", (term or "").casefold()))
    return f"rule {rule}: “{term}”" if term and plain not in rule else f"rule {rule}"


Why = tuple[str, ...]


def of_attribution(one: Attribution) -> Why:
    """Who it is, the traits that decide what it is worth, what it is worth, and the rule."""
    kind = KIND_NAMES.get(one.kind, one.kind)
    traits = [kind, f"{one.quote} quotation" if one.quote == "direct" else one.quote]
    if one.kind != "agentless":
        traits.insert(1, "named" if one.named else "not named")
    if one.via_document:
        traits.append("through a document")
    if one.stance != "neutral":
        traits.append(f"{one.stance} cue")
    worth = f"worth {one.weight:.2g} as evidence"
    return one.entity or NOBODY, ", ".join(traits), worth, rule_words(one.rule)


def of_hedge(one: Hedge) -> Why:
    """The class, what it means, whose it is, and the rule."""
    owner = "in the outlet's own voice" if one.owner == "outlet" else "in the words of a cited speaker: not charged"
    return f"Hedge: {one.cls}", HEDGE_NAMES.get(one.cls, one.cls), owner, rule_words(one.rule)


def of_style(one: Style) -> Why:
    """The class, what it is, and the rule."""
    return f"Style: {one.cls.replace('_', ' ')}", STYLE_NAMES.get(one.cls, one.cls), rule_words(one.rule)


def of_residue(one: Residue) -> Why:
    """That it is not the article, what it is instead, and the rule."""
    return "Residue: not the article", RESIDUE_NAMES.get(one.kind, one.kind), rule_words(one.rule)


def of_claim(one: Claim) -> Why:
    """The claim as an interval or a value, what it is about, and the rule."""
    said = one.value if one.value is not None else interval(one.low, one.high)
    about = ", ".join(filter(None, (one.about, "another event's" if one.background else "")))
    return f"Claim: {one.slot.replace('_', ' ')} {said}", *([about] if about else []), rule_words(one.rule)


def interval(low: float | None, high: float | None) -> str:
    """An interval as a person writes it: 9, at least 7, up to 40, 1,500–3,000."""
    if low is None and high is None:
        return "some"
    if low is None or high is None:
        return f"at least {number(low)}" if low is not None else f"up to {number(high or 0)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def number(value: float) -> str:
    """A number with thousands separated and no idle decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"

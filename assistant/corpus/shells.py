"""Tell a page that holds no account.

One that waits, checks, asks for consent or a login, or has not found what was asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

SITE = re.compile(r"\s+[|–—•·:-]\s+|\s*[|_•]\s*")
# What a page of each kind says of itself to its visitor, in lines or sentences of their own.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "what was asked for was not found": (
        r"\b(?:error )?(?:404|410)\b",
        r"\bnot (?:be )?found\b",
        r"\b(?:page|file|document|content|article|item|url|link)\b.{0,60}"
        r"\b(?:no longer|not) (?:exist|available)",
        r"\b(?:page|file|document|content|article|item|url|link)\b.{0,60}\b(?:does not|doesn[’']t) exist",
        r"\b(?:page|file|document|content|article|item)\b.{0,60}"
        r"\b(?:moved|removed|deleted|archived|gone)\b",
        r"\b(?:can(?:no|[’'])t|cannot|couldn[’']t|could not) find (?:the|that|this|what)\b",
        r"\b(?:mistyped|check the (?:url|address|spelling))\b",
        r"\b(?:go|return|back)(?: back)? to (?:the |our )?home\b",
    ),
    "the server cannot answer": (
        r"\berror 50[0-4]\b|\b50[0-4] (?:error|internal|bad|service|gateway)\b",
        r"\b(?:internal server error|bad gateway|gateway time-?out|unexpected error)\b",
        r"\b(?:temporarily|currently|service) (?:unavailable|unable|down|offline)\b",
        r"\b(?:under|scheduled|for|undergoing) (?:\w+ )?maintenance\b",
        r"\btry again (?:later|in|shortly)\b",
        r"\b(?:something went wrong|an error (?:has )?occurred)\b",
    ),
    "the server refuses to show it": (
        r"\baccess (?:is |to this .{0,40})?(?:denied|blocked|restricted|forbidden)\b",
        r"\b(?:error )?40[13]\b|\bunauthori[sz]ed\b|^forbidden\b",
        r"\byou.{0,30}\b(?:permission|not (?:allowed|authori[sz]ed)|blocked)\b",
        r"\bnot available in your (?:country|region|location)\b",
        r"\breference (?:#|id|number)\s?[:\w.]",
    ),
    "the browser is checked first": (
        r"\bjust a moment\b|\bone moment\b|\bplease wait\b|\bstand by\b",
        r"\bcheck(?:ing)? (?:if|your|that|the|whether)\b.{0,40}\b(?:connection|browser|human|secure)",
        r"\bverify(?:ing)? (?:that )?(?:you|your)\b|\breview the security\b",
        r"\b(?:you[’']re|you are|are you) (?:a |not a )?(?:human|robot|bot)\b",
        r"\b(?:ray id|ddos|captcha|security check|unusual traffic|unusual activity)\b",
        r"\bperformance (?:&|and) security by\b",
        r"\bredirect(?:ed|ing)\b.{0,40}(?:moment|shortly|seconds?|automatically|\.\.\.|…)",
    ),
    "it is empty until a script has run": (
        r"^\W*loading\b.{0,30}$",
        r"\bjavascript\b",
        r"\b(?:unsupported|outdated|old|upgrade your|update your|supported|modern) browsers?\b",
        r"\bbrowser\b.{0,40}\b(?:not supported|out of date|is too old)\b",
    ),
    "consent is asked for first": (
        r"\b(?:we|our|us|this site|this website|you|your)\b.{0,120}\bcookies?\b",
        r"\b(?:we|our|your)\b.{0,120}\b(?:consent|personal data|privacy)\b",
        r"\b(?:accept|reject|manage|decline) (?:all|cookies?|preferences|options|choices|settings)\b",
        r"\b(?:cookie|privacy|consent) (?:policy|settings|preferences|notice|choices)\b",
        r"\bcookies? (?:are|help|allow)\b|\blegitimate interest\b",
        r"\bstore and/or access information\b",
    ),
    "a login or a subscription is asked for first": (
        r"\b(?:log|sign|logged|signed|signing|logging) ?-?in\b",
        r"\b(?:subscribe|subscribers?|subscription)\b.{0,60}"
        r"\b(?:read|continue|access|full|only|unlimited|required)\b",
        r"\b(?:continue|keep) reading\b|\bfor subscribers\b|\bmembers[- ]only\b",
        r"\balready (?:a subscriber|registered|have an account)\b",
        r"\b(?:create|need) an? (?:free )?account\b|\bregistered users\b",
        r"\b(?:register|sign up)\b.{0,40}\b(?:free|continue|read|account)\b",
        r"\b(?:forgot|enter|reset) (?:your )?(?:password|user ?name|e-?mail)\b",
        r"^(?:password|user ?name|e-?mail)\b.{0,20}$",
    ),
}
PATTERNS = {name: re.compile("|".join(told), re.IGNORECASE) for name, told in SIGNS.items()}
# A page's title that says so by itself, the site's name aside.
TITLED = re.compile(
    r"(?:error\W{0,3})?(?:40[0134]|410|50[0-4])\b.{0,40}"
    r"|(?:the )?(?:page|file|document|content|article|site|service)? ?(?:temporarily )?"
    r"(?:not found|cannot be found|unavailable|gone|missing|maintenance).{0,12}"
    r"|(?:just a|one) moment\W{0,3}|(?:please wait|redirecting|loading)\W{0,3}"
    r"|access denied|forbidden|unauthori[sz]ed|(?:log|sign) ?-?in|before you continue"
    r"|error|oops\b.{0,30}|(?:internal )?server error|bad gateway|security check"
    r"|attention required\b.{0,20}|are you (?:a )?(?:robot|human)\W{0,3}",
    re.IGNORECASE,
)
# A statement of somebody's is no word of the page to its visitor, whatever it is about.
TOLD = re.compile(
    r"\b(?:said|says|told|stressed|noted|added|thanked|met|meets|spoke|agreed|discussed|welcomed"
    r"|underlined|emphasi[sz]ed|reaffirmed|expressed|received|visited|announced|urged|called (?:for|on)|assured|informed|held)\b"
)
PIECES = re.compile(r"(?<=[.!?])\s+|\n")
LONGEST = 1500  # letters of a page whose title alone tells that nothing was found
SHARE = 0.5  # of a page's letters that stand in lines of such a kind
WORDS = 4  # of the shortest sentence


def why_no_account(title: str, page_title: str, blocks: Sequence[str]) -> str | None:
    """Return why a page holds no account, or None where it may hold one.

    A sentence that reports somebody's words never speaks against a page, so that an account of a
    missing page is an account.
    """
    lines = [line for block in blocks for line in PIECES.split(block) if line.strip()]
    lines = [line for line in lines if line not in (title, page_title)]
    whole = sum(map(len, lines))
    reported = sum(len(line) for line in lines if TOLD.search(line))
    signs: Counter[str] = Counter()
    for line in lines:
        kind = None if TOLD.search(line) else _kind(line)
        if kind:
            signs[kind] += len(line)
    likely = signs.most_common(1)[0][0] if signs else ""
    named = _titled(title) or _titled(page_title)
    if signs and signs.total() >= SHARE * whole:
        return likely
    if named and whole < LONGEST and reported <= SHARE * whole:
        return likely or named
    return None if any(_is_sentence(line) for line in lines) else likely or "it holds no sentence"


def _kind(line: str) -> str | None:
    return next((name for name, sign in PATTERNS.items() if sign.search(line[:400])), None)


def _titled(title: str) -> str | None:
    """Return what a title says of a page that holds no account."""
    for part in (title, *SITE.split(title)):
        if TITLED.fullmatch(part.strip()):
            return _kind(part) or "its title says that it is none"
    return None


def _is_sentence(line: str) -> bool:
    return (
        len(line.split()) >= WORDS and re.search(r"[.!?:;…][”\"’')\]]*$", line.rstrip()) is not None
    )

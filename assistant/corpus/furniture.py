"""Recognise page furniture: what a web page puts around a readout and nobody said."""

from __future__ import annotations

import re

from assistant.gazetteer import find_country
from assistant.text import CAPITALS

TIMESTAMP = re.compile(
    r"^(?:(?:published|updated|posted|release date|date)\s*(?:on\s*)?:?\s*)?(?:[a-z]+day,?\s+)?"
    r"(?P<date>\d{4}[-/.]\d{2}[-/.]\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}"
    r"|[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"(?:[ T,–-]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]\.?M\.?)?)?$",
    re.IGNORECASE,
)
BREADCRUMB = re.compile(r"^home\s*(?:>|»|/|›|\|)", re.IGNORECASE)
FURNITURE = re.compile(
    r"""^(?:
        suggest\s+to\s+a\s+friend\s*:?                            # share prompts
      | (?:share|follow|tweet|print|e-?mail|copy\ link|download)(?:\s+(?:this|on|via|by|us|it|page|article|link|to|with|a|friend
            |facebook|twitter|x|linkedin|whatsapp|telegram|weibo|wechat|reddit|e-?mail|pdf)\b)*\s*:?
      | (?:(?:facebook|twitter|linkedin|whatsapp|telegram|weibo|wechat|instagram|youtube|e-?mail|print)(?:[\s|,·]+|$))+
      | (?:skip\ to\ (?:main\ )?content|back\ to\ top|read\ more|related\ (?:news|content|links)|more\ news|next|previous)\s*:?
      | (?:font\ size|text\ size|a[-+]\ ?a[-+]?)\s*:?.{0,30} | 【[^】]{0,40}】
      | (?:we\ use|this\ site\ uses)\ cookies.*
      | (?:copyright\s*)?(?:©|\(c\)\s*(?=.{0,60}\d{4})).{0,120} | copyright\s+(?:\d{4}|by\b).*
      | all\ rights\ reserved\.?
      | (?:source|editor|author)\s*:\s*[\w .,-]{1,40} | (?:posted\ |written\ |submitted\ )?by\ [A-Z][\w .’'&-]{1,40}(?<![.])
      | (?:for\ )?immediate\ release\s*:? | (?:press|news|media)\ (?:release|statement|note)\s*(?:(?:no\.?|\#|number)?\s*[\d./-]+)?\s*:?
      | (?:you\ (?:get|got|receive|received|are\ receiving|have\ received)\ this\b|(?:to|click\ here\ to)\ unsubscribe\b|unsubscribe\b).*
      | (?:view|open|read)\ (?:this\ )?(?:e-?mail\ |message\ |page\ )?(?:in|with)\ (?:your\ |a\ )?browser\.?
      | (?:read|see)\ (?:also|next)\b.{0,160} | also\ read\b.{0,160}
      | [\s\\#*_=•·—–\-]+                                         # "###", rules, lone marks
    )$""",
    re.IGNORECASE | re.VERBOSE,
)

# The name of a body alone, as it stands at the head of its paper: "MINISTRY OF FOREIGN AFFAIRS OF ORLUNE".
BODY = r"ministry|ministries|office|department|embassy|presidency|government|chancellery|secretariat|permanent\ mission|cabinet|palace"
LETTERHEAD = re.compile(
    rf"""^(?:(?:the|federal|royal|republic\ of)\ )?(?:[\w’'.-]+\ ){{0,4}}(?:{BODY})(?=$|,|\ (?:of|for|de)\b)
    (?:,?\ (?:(?:of|for|and|to|the|de|du|&|-|–)\ )*[\w’'.&-]+){{0,9}}$""",
    re.IGNORECASE | re.VERBOSE,
)
SMALL = frozenset({"of", "for", "and", "to", "the", "de", "du"})
# What tells a title from a letterhead: somebody does something.
EVENT = re.compile(
    r"\b(?:calls?|meets?|meeting|met|speaks?|spoke|visits?|statement|remarks|readout|read-out|receives?|received|talks?|hosts?|travels?"
    r"|holds?|held|attends?|summit|conversation|interview|transcript|with|on|by|in|at|says?|said|condemns?|welcomes?|thanks?)\b",
    re.IGNORECASE,
)

# "Jeddah, May 16, 2023, SPA -- ", "HÀ NỘI — ", "**Addis Ababa, 5 October 2022:** ", "Suva, Fiji - ".
DATELINE = re.compile(
    rf"^(?P<mark>\*\*|__)?(?P<place>[{CAPITALS}][\w.’'\-]*(?:\s[{CAPITALS}][\w.’'\-]*){{0,3}})"
    rf"(?:,\s(?P<country>[{CAPITALS}]\w+(?:\s[{CAPITALS}]\w+){{0,2}})(?=\s[—–-]))?"
    rf"(?:,\s*(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th)?\s[{CAPITALS}]\w+|[{CAPITALS}]\w+\.?\s\d{{1,2}}),?(?:\s\d{{4}})?))?"
    rf"(?:,?\s*(?:\(?[{CAPITALS}]{{2,}}\)?|\([{CAPITALS}]\w+\)))?\s*(?:--|[—–:]|(?<=\s)-)(?(mark)(?P=mark))\s+(?=[{CAPITALS}])"
)


HEAD = 250  # characters of a block in which its dateline stands


def dateline_length(block: str) -> int:
    """Return how many characters at the head of a block are a dateline: a place with date or region, or in capitals; 0 for none."""
    match = DATELINE.match(block[:HEAD])
    if match is None:
        return 0
    is_loud = (
        match["place"].isupper()
        and match.group().rstrip()[-1] != ":"
        and find_country(match["place"]) is None
    )
    # "Suva, Fiji - ", but "Ottawa, Ontario – " only before a long dash.
    is_placed = match["country"] and (
        find_country(match["country"]) or match.group().rstrip()[-1] in "—–"
    )
    return match.end() if match["date"] or is_loud or is_placed else 0


def is_furniture(line: str) -> bool:
    """Tell whether a whole line is page furniture."""
    return is_breadcrumb(line) or FURNITURE.match(line.strip()) is not None


def is_letterhead(line: str) -> bool:
    """Tell whether a line names a ministry or office and nothing that happens."""
    if len(line) >= 120 or LETTERHEAD.match(line.strip()) is None or EVENT.search(line):
        return False
    return all(word in SMALL or not word[0].islower() for word in line.split())


def is_breadcrumb(line: str) -> bool:
    """Tell whether a line is a trail of links such as "Home > News"."""
    return BREADCRUMB.match(line.strip()) is not None


def timestamp(line: str) -> str | None:
    """Return the date as printed if the whole line is a timestamp, else None."""
    match = TIMESTAMP.match(line.strip())
    return match["date"] if match else None

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
TRAIL = re.compile(r"\s(?:[>»›|]|::)\s")
TRAIL_PARTS = 9
TRAIL_LENGTH = 150
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
      | <?\s*sugg\w+\s+to\s+a?\s*friends?\s*:?\s*>?
      | [|·•\s]*(?:print(?:able|er)?[\s-]*(?:friendly)?(?:\ version)|download\ (?:as\ )?pdf)[|·•\s]*
      | advertisements? | source\ link | original\ (?:article|link|source)\b.{0,200} | click\ here\b.{0,80}
      | [\[(]?\s*(?:provisional|unofficial|courtesy|working)\ translation\s*[\])]? | \*?\s*unofficial\ translation
      | (?:tags?|tagged(?:\ as)?|categor(?:y|ies)|keywords?|filed\ under)\s*:.{0,160}
      | (?:photo|image|picture)s?\s*credit\s*:.{0,100} | (?:enlarge|zoom)\ (?:image|photo|picture)
      | [\s\\#*_=•·—–\-:|]+                                      # "###", ":::", rules, lone marks
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands about a title and, further down, may be somebody's words.
ABOVE = re.compile(
    r"""^(?:
        welcome\ to\b.{0,80} | (?:to\ )?(?:the\ )?(?:main|central|page)\ (?:content|container|navigation|menu)(?:\ area)?
      | screen\ size | listen(?:\ to\ this)? | (?:hits?|views?|date|time|location|topics?)\s*:?\s*[\d,]*
      | (?:prid|release\ id|press\ id|ref(?:erence)?|no)\.?\s*:?\s*\#?\d[\w./-]*(?:\s.{0,80})?
      | \d{1,3}(?:,\d{3})*\s+(?:hits?|views?|shares?|comments?|reads?|likes?)
      | (?:\d+\ )?min(?:utes?)?\ read | reading\ time\b.{0,30} | (?:open|view)\ (?:in\ )?(?:the\ )?view\b.{0,30} | travel\ page
      | (?:arabic|chinese|english|french|german|japanese|korean|russian|spanish|portuguese|urdu|hindi|turkish|ukrainian|kor|eng|jpn
            |fran[cç]ais|espa[nñ]ol|deutsch|[a-z]{2})(?:\s*[|/·]\s*\w{2,10})*
      | (?:photo|image|picture|video)s?\s*:.{0,100} | [\W\d_]+
    )$""",
    re.IGNORECASE | re.VERBOSE,
)

# Words of which the names of a site's sections and menus are made: "News & activities", "Press
# Releases", "Main Container".
SECTION = frozenset(
    "news press media speech speeches statement statements release releases readout readouts activity activities event events center "
    "centre room office briefing briefings article articles story stories update updates latest breaking headline headlines "
    "announcement announcements publication publications communiqué communiqués communique communiques transcript transcripts photos "
    "gallery videos video archive archives home homepage main container content area menu search print version share crest logo "
    "banner top bottom about contact us all list section sections category categories tags documents document information info "
    "resources bulletin bulletins notice notices views more topics policy services subscribe login register sitemap accessibility "
    "navigation creators publishers advertisers official website site page newsroom pressroom presse actualités".split()
)
LINKS = frozenset("and & of the - – | / > » › · , to for".split())
# Headings below which other news, comments and forms stand, to the end of the page.
AFTERWARDS = re.compile(
    r"""^\W*(?:
        related\ (?:news|articles?|posts?|stories|content|links?|items|topics|information|readouts?|documents?|coverage|press\ releases)
      | (?:latest|recent|other|more|further|top|popular|trending|featured|similar|recommended)\ (?:related\ )?(?:news|articles?|posts?
            |stories|comments|headlines|releases|press\ releases|statements|items)(?:\ (?:from|by|in|on)\b.{0,80})?
      | most\ (?:read|viewed|popular|recent|shared|commented)\b.{0,30}
      | (?:you\ (?:may|might)|readers?)\ also\ (?:like|enjoy|read|liked).{0,30}
      | (?:leave|post|write|add|submit)\ a\ (?:reply|comment|response).{0,60} | comments?\ (?:are\ )?closed\.? | (?:\d+\ )?comments?
      | check\ also | about\ the\ author | share\ this(?:\ (?:page|article|post|story))? | (?:previous|next)\ (?:post|article|story)
      | what\ others\ are\ reading | don['’]t\ miss | up\ next | in\ case\ you\ missed\ it | sign\ up\b.{0,60} | newsletter.{0,40}
      | (?:your\ )?e-?mail\ address\ will\ not\ be\ published.{0,80}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
CONTACT = re.compile(
    r"^\W*(?:for (?:more|further|additional) (?:information|details|enquiries|inquiries)\b.{0,80}"
    r"|(?:press |media |news )?(?:contacts?|enquiries|inquiries))\W*$",
    re.IGNORECASE,
)

# The name of a body alone, as it stands at the head of its paper: "MINISTRY OF FOREIGN AFFAIRS OF
# ORLUNE".
BODY = r"ministry|ministries|office|department|embassy|presidency|government|chancellery|secretariat|permanent\ mission|cabinet|palace"
LETTERHEAD = re.compile(
    rf"""^(?:(?:the|federal|royal|republic\ of)\ )?(?:[\w’'.-]+\ ){{0,4}}(?:{BODY})(?=$|,|\ (?:of|for|de)\b)
    (?:,?\ (?:(?:of|for|and|to|the|de|du|&|-|–)\ )*[\w’'.&-]+){{0,9}}$""",
    re.IGNORECASE | re.VERBOSE,
)
# "Embassy of Norland in Costana", "Permanent Mission of Norland to the United Nations", "British
# Embassy Vilnius".
MISSION = re.compile(
    rf"^(?:(?:the|royal)\s)?(?:(?:[{CAPITALS}]\w+\s){{1,3}}(?:embassy|high\scommission|consulate(?:\sgeneral)?)"
    rf"(?:,?\s(?:(?:in|to)\s)?(?:the\s)?[{CAPITALS}]\w+(?:\s[{CAPITALS}]\w+){{0,2}})?"
    r"|(?:embassy|high\scommission|consulate(?:\sgeneral)?|permanent\s(?:mission|representation|delegation))\sof\s(?:the\s)?"
    rf"[{CAPITALS}]\w+(?:\s(?:of|and|the|[{CAPITALS}]\w+)){{0,5}}(?:,?\s(?:(?:in|to|at)\s)?(?:the\s)?[{CAPITALS}]\w+"
    rf"(?:\s[{CAPITALS}]\w+){{0,3}})?)$",
    re.IGNORECASE,
)
SMALL = frozenset({"of", "for", "and", "to", "the", "de", "du"})
# What tells a title from a letterhead: somebody does something.
EVENT = re.compile(
    r"\b(?:calls?|meets?|meeting|met|speaks?|spoke|visits?|statement|remarks|readout|read-out|receives?|received|talks?|hosts?|travels?"
    r"|holds?|held|attends?|summit|conversation|interview|transcript|with|on|by|in|at|says?|said|condemns?|welcomes?|thanks?)\b",
    re.IGNORECASE,
)

# "Jeddah, May 16, 2023, SPA -- ", "HÀ NỘI — ", "**Addis Ababa, 5 October 2022:** ", "Suva, Fiji -
# ".
DATELINE = re.compile(
    rf"^(?P<mark>\*\*|__)?(?P<place>[{CAPITALS}][\w.’'\-]*(?:\s[{CAPITALS}][\w.’'\-]*){{0,3}})"
    rf"(?:,\s(?P<country>[{CAPITALS}]\w+(?:\s[{CAPITALS}]\w+){{0,2}})(?=\s[—–-]))?"
    rf"(?:,\s*(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th)?\s[{CAPITALS}]\w+|[{CAPITALS}]\w+\.?\s\d{{1,2}}),?(?:\s\d{{4}})?))?"
    rf"(?:,?\s*(?:\(?[{CAPITALS}]{{2,}}\)?|\([{CAPITALS}]\w+\)))?\s*(?:--|[—–:]|(?<=\s)-)(?(mark)(?P=mark))\s+(?=[{CAPITALS}])"
)


HEAD = 250  # characters of a block in which its dateline stands


def dateline_length(block: str) -> int:
    """Return how many characters at the head of a block are a dateline.

    A place with date or region, or in capitals; 0 for none.
    """
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


def is_section(line: str) -> bool:
    """Tell whether a line above a text is a section's name or part of a menu.

    Such as "Press Releases", "News & activities".
    """
    if ABOVE.match(line.strip()):
        return True
    words = re.findall(
        r"[^\W_]+(?:-[^\W_]+)*|[&|/>»›·–-]", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", line)
    )
    return 0 < len(words) <= 7 and all(word.lower() in SECTION | LINKS for word in words)


def opens_afterwards(line: str) -> bool:
    """Tell whether a line heads other news, comments or forms, to the end of the page."""
    return len(line) <= 120 and AFTERWARDS.match(line) is not None


def opens_contact(line: str) -> bool:
    """Tell whether a line heads the addresses of a press office."""
    return len(line) <= 120 and CONTACT.match(line) is not None


def is_letterhead(line: str) -> bool:
    """Tell whether a line names a ministry or office and nothing that happens."""
    if len(line) >= 120:
        return False
    if MISSION.match(line.strip()):
        return all(word in SMALL | {"in", "at"} or not word[0].islower() for word in line.split())
    if LETTERHEAD.match(line.strip()) is None or EVENT.search(line):
        return False
    return all(word in SMALL or not word[0].islower() for word in line.split())


def is_breadcrumb(line: str) -> bool:
    """Tell whether a line is a trail of links such as "Home > News"."""
    return BREADCRUMB.match(line.strip()) is not None


def is_trail(line: str) -> bool:
    """Tell whether a line above a text is a trail of links or labels.

    Such as "Readouts | Ada Orr, Secretary-General".
    """
    if is_breadcrumb(line):
        return True
    parts = TRAIL.split(line.strip())
    return (
        1 < len(parts) < TRAIL_PARTS
        and len(line) <= TRAIL_LENGTH
        and all(part[:1].isupper() or not part[:1].isalpha() for part in parts)
        and not any(EVENT.search(part) and len(part.split()) > 3 for part in parts)
    )


def timestamp(line: str) -> str | None:
    """Return the date as printed if the whole line is a timestamp, else None."""
    match = TIMESTAMP.match(line.strip())
    return match["date"] if match else None

"""Read a person's name where it stands in a sentence: particles, initials, suffixes, monarchs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import find_place, is_class, not_names, title_trie
from assistant.gazetteer import find_country
from assistant.text import fold

PARTICLES = frozenset(
    "bin binti bte bint ibn ben anak ap ab ferch verch oglu kyzy ua al el de del della di da das"
    " dos do du van von der den ter ten la le zu zum zur degli dei dell dello dalla dalle af av vom"
    " und y e".split()
)
SUFFIX = frozenset({"jr", "sr"})
# Honours, degrees and seats behind a name; of the Commonwealth's orders, as its gazettes print
# them.
POSTNOMINALS = frozenset(
    "MP MEP MSP MLA MHA TD KC QC SC PC JP KG KT KP OM CH GCB KCB DCB CB GCMG KCMG DCMG CMG GCVO KCVO DCVO CVO LVO MVO GBE KBE DBE "
    "CBE OBE MBE BEM DSO DSC MC DFC AC AO AM AK AD OAM PSM CSC ONZ GNZM KNZM DNZM CNZM ONZM MNZM CC OC CM OQ OJ ORTT PhD DPhil MD "
    "MBA MSc BSc LLB LLM LLD FRS FBA FRSE RN RAF USN USMC USAF Esq".split()
)
# "Federation.Prime", "Orr’sannouncement": two words whose space the page lost are no name.
GLUED = re.compile(r"[a-zß-ÿ]\.[^\W\d_]|['’]s[a-zß-ÿ]{2}")
NUMERAL = re.compile(r"^[IVX]{2,4}$")
LONGEST_NAME = 8


def read_name(tokens: Sequence[Token], at: int, titles: Sequence[str] = ()) -> tuple[str, int]:
    """Read a person's name at a place: ("Imran Khan", place behind it), or ("", at).

    No initials, "Jr." or possessive; monarchs and popes keep their title and number.
    """
    kept: list[str] = []
    place = at
    while place < len(tokens) and len(kept) < LONGEST_NAME:
        token = tokens[place]
        if not _may_be_name(tokens, place, not kept):
            break
        place += 1
        word = token.text.removesuffix("’s").removesuffix("'s")
        if (
            token.key in SUFFIX
            or (kept and word in POSTNOMINALS)
            or re.fullmatch(r"(?:[^\W\d_]\.)+", word)
        ):
            continue
        is_loud = (
            word.isupper()
            and (len(word) > 2 or word.lower() in PARTICLES)
            and not NUMERAL.match(word)
        )
        kept.append(word.capitalize() if is_loud else word)
        if token.is_possessive:
            break
        if (
            place + 1 < len(tokens)
            and tokens[place].text in "’'"
            and tokens[place].start == token.end
            and _is_name_word(tokens[place + 1])
        ):
            place += 1
    while kept and kept[-1].islower():
        kept.pop()
        place -= 1
    royal = next((title for title in titles if is_class("royal", title)), None)
    if not royal:
        kept = [word for word in kept if not NUMERAL.match(word)]
    elif place < len(tokens) and NUMERAL.match(tokens[place].text):
        kept.append(tokens[place].text)
        place += 1
    if not kept or (len(kept) == 1 and (len(kept[0]) < 2 or NUMERAL.match(kept[0]))):
        return "", at
    while (
        place + 1 < len(tokens)
        and tokens[place].key == ","
        and (tokens[place + 1].text in POSTNOMINALS)
    ):
        place += 2
    if place + 1 < len(tokens) and tokens[place].key == "," and tokens[place + 1].key in SUFFIX:
        place += 2
        if place < len(tokens) and tokens[place].key == ",":
            place += 1
    return (f"{royal} {' '.join(kept)}" if royal else " ".join(kept)), place


def may_begin_name(token: Token) -> bool:
    """Tell cheaply where no name can begin."""
    return token.is_capital or token.key in PARTICLES or _has_article(token.text)


def _may_be_name(tokens: Sequence[Token], place: int, is_first: bool) -> bool:
    token = tokens[place]
    if token.key in PARTICLES and token.text.islower():
        # "van der Heijden" also at the head, if a capital follows the particles.
        rest = next(
            (
                t
                for t in tokens[place : place + 4]
                if t.key not in PARTICLES or not t.text.islower()
            ),
            None,
        )
        return rest is not None and _is_name_word(rest)
    if not _is_name_word(token) and token.key not in SUFFIX:
        return False
    if is_first and find_place(tokens, place) and not _bare_forename(tokens, place):
        return False
    title = title_trie().longest(tokens, place)
    return not title or token.key in SUFFIX or (not is_first and is_class("also_names", title[0]))


def _is_name_word(token: Token) -> bool:
    if not (token.is_capital or _has_article(token.text)) or GLUED.search(token.text):
        return False
    return token.key not in not_names() and token.key[:1].isalpha()


@lru_cache(maxsize=4096)
def _has_article(word: str) -> bool:
    """Tell whether a word in small letters is a name for all that: "al-Sudani", "d'Estaing"."""
    return re.match(r"(?:al|el|d|l|ash|ad|as|an|ar|at)[-’'](?=[^\W\d_])", word) is not None and any(
        c.isupper() for c in word
    )


def _bare_forename(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a country's name is a person's here.

    Such as "Jordan Bardella", "Chad" with another name behind it.
    """
    country = find_place(tokens, place)
    if (
        country is None
        or country[1] != place + 1
        or fold(country[0].name) != tokens[place].key
        or place + 1 >= len(tokens)
    ):
        return False
    following = tokens[place + 1]
    return (
        _is_name_word(following)
        and not tokens[place].is_possessive
        and find_country(following.text) is None
    )

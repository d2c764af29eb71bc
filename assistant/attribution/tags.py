"""Read the tag of a quotation: whose words the page says they are, whoever that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.attribution.mentions import Cast, Subject
from assistant.attribution.strangers import Stranger, find_verb, read_stranger
from assistant.attribution.subjects import read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import BE, is_cue_form, past_adverbs
from assistant.attribution.vocabulary import is_of_strangers, is_verb_of

DASHES = frozenset({"–", "—", "-"})
BOUNDS = frozenset(
    {",", ";", "and", "but", "as", "when", "while", "where", "until", "before", "after", "that"}
)
SURE = frozenset({"convinced", "confident", "sure", "certain", "adamant", "clear", "quoted"})
LONGEST_MANNER = 4  # tokens: "was not so sure"
LONGEST_LEAD_IN = 20  # tokens: "In a letter to the Mayor of the old town a mother wrote: “"
MOST_BOUNDS = 6  # commas and conjunctions before the verb at which its clause may begin
TAG_REACH = 8  # tokens from the verb to the quotation: "told reporters outside the gate: “"


@dataclass(frozen=True, slots=True)
class Tag:
    """Who is named beside a quotation: a subject of the cast, or a stranger.

    `at` is where the mention begins.
    """

    subject: Subject | None
    stranger: Stranger | None
    at: int


def read_tag(tokens: Sequence[Token], marks: Sequence[int], cast: Cast) -> Tag | None:
    """Read the tag of the quotations whose `marks` (token numbers) stand among a sentence's words."""
    cast = cast.for_sentence()
    for mark in marks:
        tag = _behind(tokens, mark + 1, cast)
        if tag:
            return tag
    for mark in marks:
        tag = _before(tokens, mark, cast)
        if tag:
            return tag
    return None


def read_colon(tokens: Sequence[Token], marks: Sequence[int], cast: Cast) -> Tag | None:
    """Read whose manner a colon explains: "The Mayor was blunt: “"."""
    for mark in marks:
        if mark < 3 or tokens[mark - 1].key != ":":
            continue
        for start in _clause_starts(tokens, mark - 1):
            tag = _mention(tokens, start, cast)
            end = tag.subject.end if tag and tag.subject else 0
            end = tag.stranger.end if tag and tag.stranger else end
            manner = [t.key for t in tokens[end : mark - 1]]
            if end and 2 <= len(manner) <= LONGEST_MANNER and manner[0] in BE:
                return tag
    return None


def _behind(tokens: Sequence[Token], at: int, cast: Cast) -> Tag | None:
    """Read "”, said a welder", "” one mother shouted", "”, according to a resident", "” — Minister X"."""
    while at < len(tokens) and tokens[at].key in (",", "”", '"', "»", "’"):
        at += 1
    if at >= len(tokens):
        return None
    key = tokens[at].key
    if key in DASHES:
        return _mention(tokens, at + 1, cast)
    if [t.key for t in tokens[at : at + 2]] == ["according", "to"]:
        return _mention(tokens, at + 2, cast)
    if key in ("and", "but", "as", "when", "while"):
        return None
    verb = past_adverbs(tokens, at)
    if verb < len(tokens) and is_tagging(tokens[verb].key):
        tag = _mention(tokens, past_adverbs(tokens, verb + 1), cast)
        if tag:
            return tag
    tag = _mention(tokens, at, cast)
    end = 0
    if tag:
        end = tag.subject.end if tag.subject else tag.stranger.end if tag.stranger else 0
    place = find_verb(tokens, end) if end else 0
    return tag if place and (is_tagging(tokens[place].key) or _is_sure(tokens, place)) else None


def _is_sure(tokens: Sequence[Token], at: int) -> bool:
    """Tell "is convinced" behind a quotation."""
    sure = at + 1 < len(tokens) and tokens[at + 1].key in SURE
    return tokens[at].key in BE and sure


def _before(tokens: Sequence[Token], mark: int, cast: Cast) -> Tag | None:
    """Read "A placard read: “", "as a mother shouted, “"."""
    for verb in range(mark - 1, max(0, mark - TAG_REACH) - 1, -1):
        if tokens[verb].key in (".", "”", '"', ";"):
            return None
        if not is_tagging(tokens[verb].key):
            continue
        for start in _clause_starts(tokens, verb):
            tag = _mention(tokens, start, cast)
            if tag is None:
                continue
            end = tag.subject.end if tag.subject else tag.stranger.end if tag.stranger else 0
            if past_adverbs(tokens, end) == verb or find_verb(tokens, end) == verb:
                return tag
        inner = _behind_lead_in(tokens, verb, cast)
        if inner:
            return inner
    return None


def _behind_lead_in(tokens: Sequence[Token], verb: int, cast: Cast) -> Tag | None:
    """Read the mention that ends at a verb behind a lead-in.

    Such as "In a letter to the Mayor a mother wrote: “".
    """
    for start in range(max(1, verb - LONGEST_LEAD_IN), verb):
        if is_verb_of("no_lead_in_end", tokens[start - 1].key):
            continue
        tag = _mention(tokens, start, cast)
        end = tag.subject.end if tag and tag.subject else 0
        end = tag.stranger.end if tag and tag.stranger else end
        if tag and past_adverbs(tokens, end) == verb:
            return tag
    return None


def _clause_starts(tokens: Sequence[Token], verb: int) -> Sequence[int]:
    """Return where the clause of a verb may begin, nearest bound first."""
    bounds = [place + 1 for place in range(verb) if tokens[place].key in BOUNDS]
    head = next((i for i, t in enumerate(tokens) if t.text[0].isalnum()), 0)
    return [*reversed(bounds[-MOST_BOUNDS:]), past_adverbs(tokens, head)]


def _mention(tokens: Sequence[Token], at: int, cast: Cast) -> Tag | None:
    if at >= len(tokens):
        return None
    subject = read_subject(tokens, at, cast)
    if subject:
        return Tag(subject, None, at)
    stranger = read_stranger(tokens, at)
    return Tag(None, stranger, at) if stranger else None


def is_tagging(key: str) -> bool:
    """Tell whether a verb can stand beside a quotation as its tag."""
    return is_of_strangers("tagging", key) or is_cue_form(key)

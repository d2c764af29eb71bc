"""Read somebody the readout's cast does not hold.

Such as "a welder", "the farmers", "union leader Thabo Nkosi".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.attribution.person_names import read_name
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import BE, DO, FUTURE, HAVE, is_cue_form
from assistant.attribution.vocabulary import irregular_pasts, is_of_strangers, person_nouns

LONGEST = 9  # tokens of "an elderly woman with two children"
REACH = 24  # tokens to the verb, past "of the café at the gate"
LONGEST_TEXT = 6  # words by which a stranger is called
AUXILIARIES = BE | HAVE | DO | FUTURE | {"can", "could", "may", "might", "would", "must", "should"}
# Words at which the noun of a mention is past.
STOPS = frozenset(
    "of in at from with for by on near outside inside who whom whose which that to into after before during as under among "
    "behind without against between".split()
)
QUESTIONS = frozenset({"how", "why", "what", "when", "where", "whether", "if", "as", "while"})
JOINS = frozenset({"and", "or", "&"})


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody, or something, that a page tells of and no cast holds.

    `text` is how the page calls a person or a group and empty for a thing; `end` the token behind
    the noun or name. `is_beside` marks one who is named, but is not what the sentence is about.
    """

    text: str
    end: int
    is_named: bool = False
    is_plural: bool = False
    pronoun: str = ""
    is_beside: bool = False

    @property
    def is_thing(self) -> bool:
        """Tell whether it is no person and no group of people."""
        return not self.text

    def may_be(self, pronoun: str) -> bool:
        """Tell whether "he", "she" or "they" can stand for it."""
        if pronoun == "they" or self.is_plural:
            return self.is_plural and pronoun == "they"
        return not self.pronoun or self.pronoun == pronoun


def read_stranger(tokens: Sequence[Token], at: int) -> Stranger | None:
    """Read the noun phrase at a place, however little is known of it; None where none begins."""
    if at >= len(tokens) or not tokens[at].text[0].isalpha():
        return None
    if [t.key for t in tokens[at : at + 2]] == ["those", "present"]:
        return Stranger("those present", at + 2, is_plural=True)
    if [t.key for t in tokens[at + 1 : at + 2]] == ["of"] and is_of_strangers(
        "determiners", tokens[at].key
    ):
        inner = read_stranger(tokens, at + 2)  # "one of the guests"
        if inner and not inner.is_thing:
            is_one = tokens[at].key in ("one", "another", "each")
            text = " ".join(t.text for t in tokens[at : inner.end]).lower()
            return Stranger(text, inner.end, is_plural=not is_one)
    end = _noun_end(tokens, at)
    if end == at or not _may_open(tokens, at, end):
        return None
    named = _named(tokens, at, end)
    if named:
        return named
    head = tokens[end - 1].key
    plural = _is_many(head)
    if not plural and not is_person_noun(head):
        return Stranger("", end)
    if plural and [t.key for t in tokens[end : end + 1]] == ["of"]:
        inner = read_stranger(tokens, end + 1)  # "a group of schoolgirls"
        end = inner.end if inner and inner.is_plural else end
    words = [t.text for t in tokens[at:end]][:LONGEST_TEXT]
    if words[0].lower() == "the" and plural:
        words = words[1:]
    elif is_of_strangers("determiners", tokens[at].key) or _is_many(tokens[at].key):
        words[0] = words[0].lower()
    if not words:
        return Stranger("", end)
    return Stranger(" ".join(words), end, is_plural=plural, pronoun=_gender(head))


def find_verb(tokens: Sequence[Token], at: int) -> int:
    """Return where the finite verb behind a mention stands, past "of the café, 45,".

    0 where there is none near.
    """
    depth = 0
    for place in range(at, min(at + REACH, len(tokens))):
        key = tokens[place].key
        depth += key == "("
        depth -= key == ")"
        if key in (".", ";", ":", "“", "”", '"', "!", "?"):
            return 0
        if depth == 0 and is_finite(tokens, place):
            return place
    return 0


def is_finite(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word can be a finite verb."""
    token = tokens[at]
    if token.is_capital and at:
        return False
    key = token.key
    return (
        key in AUXILIARIES
        or is_cue_form(key)
        or is_of_strangers("tagging", key)
        or (key.endswith("ed") and len(key) > 4)
        or key in irregular_past_forms()
    )


@lru_cache(maxsize=1)
def irregular_past_forms() -> frozenset[str]:
    """Return the past tenses of irregular verbs."""
    return frozenset(irregular_pasts().values())


@lru_cache(maxsize=8192)
def is_person_noun(key: str) -> bool:
    """Tell whether a singular noun is of a person."""
    if is_of_strangers("not_people", key) or is_of_strangers("signs", key):
        return False
    last = key.rsplit("-", 1)[-1]
    return last in person_nouns() or last.endswith(("woman", "man", "ologist", "ician"))


@lru_cache(maxsize=8192)
def _is_many(key: str) -> bool:
    """Tell whether a noun is of several people."""
    if is_of_strangers("many", key):
        return True
    if key.endswith(("women", "men")) and len(key) > 4:
        return True
    if not key.endswith("s") or is_of_strangers("signs", key):
        return False
    stems = (key[:-1], key[:-2], key[:-3] + "y")
    return any(len(stem) > 2 and is_person_noun(stem) for stem in stems)


def _noun_end(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind the noun of the phrase that begins at a place."""
    place = at
    while place < min(at + LONGEST, len(tokens)):
        token = tokens[place]
        if not token.text[0].isalnum() or token.key in STOPS:
            break
        if place > at and token.key in JOINS and not is_person_noun(tokens[place - 1].key):
            break
        if place > at and is_finite(tokens, place) and _is_noun_like(tokens, at, place - 1):
            break
        place += 1
        if token.is_possessive:
            continue
    return place


def _is_noun_like(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Tell whether a word can close a mention, so that what follows may be its verb."""
    token = tokens[place]
    if token.is_possessive or is_of_strangers("determiners", token.key):
        return place == at and token.key in ("one", "another", "some", "others", "many", "few")
    return True


def _may_open(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Tell whether a phrase begins as a mention does.

    With a determiner, a capital, or a noun of people.
    """
    token = tokens[at]
    if token.key in QUESTIONS:
        return False
    if is_of_strangers("determiners", token.key) or token.key[0].isdigit() or token.is_capital:
        return True
    if is_finite(tokens, at):
        return False
    return any(
        _is_many(t.key)
        or is_person_noun(t.key)
        or is_of_strangers("media", t.key)
        or is_of_strangers("rumours", t.key)
        for t in tokens[at:end]
    )


def _named(tokens: Sequence[Token], at: int, end: int) -> Stranger | None:
    """Read the full name inside or behind a phrase.

    Such as "union leader Thabo Nkosi", "a nurse, Ines Coto,".
    """
    for place in range(at, end):
        if tokens[place].is_capital and (place == at or not tokens[place - 1].is_capital):
            name, behind = read_name(tokens, place)
            if len(name.split()) > 1 and behind <= end + 1:
                return Stranger(name, behind, is_named=True)
    if end + 1 < len(tokens) and tokens[end].key == "," and tokens[end + 1].is_capital:
        name, behind = read_name(tokens, end + 1)
        ends = behind >= len(tokens) or not tokens[behind].text[0].isalnum()
        if len(name.split()) > 1 and ends:
            return Stranger(name, behind, is_named=True)
    return None


def _gender(key: str) -> str:
    if is_of_strangers("she", key) or key.endswith("woman"):
        return "she"
    return "he" if is_of_strangers("he", key) or (key.endswith("man") and key != "human") else ""

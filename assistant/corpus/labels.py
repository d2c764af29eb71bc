"""Labels of speech: "PRIME MINISTER KHAN:", "Q", or a heading that is only a speaker.

A label stands at the head of the paragraph that it gives to somebody, or in a block of its own that
is set apart from what it heads. What only looks like one is a field ("Date:"), a topic ("Trade:")
or a list of offices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.corpus.cast import (
    FIELD_HEADS,
    MONTHS,
    Cast,
    has_bearer,
    has_title,
    read_called,
    read_cast,
)
from assistant.corpus.sentences import sentence_spans
from assistant.gazetteer import find_country
from assistant.text import CAPITALS, fold
from assistant.wordlists import read_words

# Words in capitals (a "Mc" or a particle may stand among them), then a colon.
WORD = rf"(?:Mc|Mac|d’|d')?[{CAPITALS}0-9][{CAPITALS}0-9.’'\-/]*,?"
SMALL = r"(?:of|the|and|for|von|van|der|den|de|del|da|dos|bin|al|el|la|le)"
# "(retranslated)", "[in French]", ", through an interpreter": how it was said.
MANNER = (
    r"(?P<note>(?:\s*[(\[][^()\[\]]{0,80}[)\]])?"
    r"(?:,\s(?:in|through|via|by|speaking|responding|replying)\s[^:.\n]{1,40})?)"
)
OPEN = r"^[*_\[(]{0,3}"
CLOSE = r"[*_\])]{0,3}:[*_\])]{0,3}(?:\s+(?:[(\[][^()\[\]]{1,80}[)\]]\s+(?=\S))?|$)"
IN_CAPITALS = re.compile(
    rf"{OPEN}(?P<label>{WORD}(?:\s+(?:{WORD}|{SMALL})){{0,14}}){MANNER}{CLOSE}"
)
# Capitalised words, a title's stop or comma among them: "President of Türkiye Mehmet Şahin
# (retranslated):", "Ms. Baer:".
NAMED = rf"[{CAPITALS}ʿʾ‘][\w.’'\-/&ʿʾ]*,?"
NAMES = rf"{NAMED}(?:\s+(?:{NAMED}|{SMALL}|al-\w+)){{0,11}}"
MIXED = re.compile(rf"{OPEN}(?P<label>{NAMES}){MANNER}{CLOSE}")
# In bold, where the colon shows how far the label reads, whatever stands behind the name.
BOLD = re.compile(
    rf"^(?:\*\*|__)(?P<label>{NAMES})(?P<note>(?:\s[(&]|,\s)[^*_:]{{0,120}})?(?::(?:\*\*|__)"
    rf"|(?:\*\*|__)(?::|\s?[–—-]))(?:\s+|$)"
)
# In bold with a colon and of no other form: whoever it is, the words are not those of the speaker
# before.
STRANGER = re.compile(
    r"^(?:\*\*|__)(?P<label>[^*_:,(\n]{2,60})(?P<note>[^*_:\n]{0,200})(?::(?:\*\*|__)|(?:\*\*"
    r"|__):)\s+"
)
# "Mr. Hale — We agree."
DASHED = re.compile(rf"{OPEN}(?P<label>{NAMES}){MANNER}[.*_\])]{{0,3}}\s?[–—]\s(?=\S)")
# A whole block that may be a speaker, with or without a colon.
APART = re.compile(rf"{OPEN}(?P<label>{NAMES}){MANNER}[*_\])]{{0,3}}:?[*_\])]{{0,3}}$")
QUESTION = re.compile(
    rf"^[*_]{{0,3}}(?P<label>[QA]\d{{0,2}})(?P<note>)[*_]{{0,3}}"
    rf"(?P<mark>[.:)]?)[*_]{{0,3}}\s+(?=[{CAPITALS}“\"'‘(\[—–\-…¿])"
)
# "Unidentified reporter:", small letters and all.
ASKER = re.compile(
    rf"{OPEN}(?P<label>(?:[{CAPITALS}][\w.]*\s){{0,3}}(?:[Rr]eporter|[Jj]ournalist|[Mm]oderator"
    rf"|[Cc]orrespondent|[Ii]nterviewer"
    rf"|[Pp]resenter|[Ii]nterpreter|[Tt]ranslator|[Aa]ide)(?:\s\d{{1,2}})?){MANNER}{CLOSE}"
)
ROLES = read_words("assistant.data", "roles.txt")
MIXED_WORDS = 6
SHORT = 4  # words of a label that nothing but its neighbours tells
DIALOGUE = 2  # turns of known speakers, from which on a text is one of turns
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Oo]urs|[Mm]ine|I[’']\w+)\b")
ADDRESSED = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Tt]hank)\b")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|shall|should|can|could|may|might|must|has|have|had|do"
    r"|does|did|not|let)\b"
)
FINISHED = re.compile(r"[.!?…][\"'”’)\]*_]*$")
OPENS_SPEECH = re.compile(rf"[\"'“‘«(\[*_—–\-…¿¡\s]*[{CAPITALS}]")
THIRD_PERSON = re.compile(r"^(?:He|She|They|His|Her|Their)\b")
Sort = Literal["person", "office", "role", "name"]


@dataclass(frozen=True, slots=True)
class Label:
    """The name at the head of a turn, and how many characters of the block it takes up."""

    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What looks like a label: what sort of speaker it names, and the words it heads."""

    label: Label
    sort: Sort
    words: str
    is_loud: bool = False
    is_apart: bool = False
    has_mark: bool = False


def find_labels(
    blocks: Sequence[str],
    is_remarks: bool,
    apart: Collection[int] = frozenset(),
    asides: Collection[int] = frozenset(),
    title: str = "",
) -> Mapping[int, Label]:
    """Return the label of each block that begins a turn, by the block's number.

    `apart` are the numbers of blocks that are set apart from what they head, `asides` of those that
    are the editor's. A person of the page and an office with its bearer are believed wherever words
    follow; an office alone, a role or an unknown name only beside others, or where the page is one
    of remarks.
    """
    cast = read_cast((title, *blocks))
    found = dict(_candidates(blocks, frozenset(apart), frozenset(asides), cast))
    lines = {n: c for n, c in found.items() if not c.is_apart}
    turns = _speaking_lines(lines, is_remarks, has_headings=False)
    headings = _speaking_headings(found, is_remarks or len(turns) >= DIALOGUE)
    if headings:
        turns = _speaking_lines(lines, is_remarks, has_headings=True) | headings
    return {number: found[number].label for number in sorted(turns)}


def begins_turn(line: str) -> bool:
    """Tell whether a line opens with a label of an office or a role, so that it begins a block."""
    candidate = _line(line, Cast())
    if candidate is None or candidate.sort == "name":
        return False
    return candidate.is_loud or len(candidate.label.name.split()) <= MIXED_WORDS


def is_turn(block: str) -> bool:
    """Tell whether a block is a turn beyond doubt: an office, a bearer or a role, and words."""
    candidate = _line(block, Cast())
    return (
        candidate is not None
        and candidate.sort != "name"
        and (candidate.is_loud or _is_speech(candidate.words))
    )


def is_spoken(block: str) -> bool:
    """Tell whether a line opens with a name in capitals and a colon, and ends as a sentence."""
    match = IN_CAPITALS.match(block)
    return match is not None and FINISHED.search(block) is not None


def is_speaker(block: str) -> bool:
    """Tell whether a whole block is an office, its bearer or a role, as a heading may be."""
    candidate = _heading(block, Cast())
    return candidate is not None and candidate.is_apart and candidate.sort != "name"


def split_turns(blocks: Sequence[str], title: str = "") -> list[list[int]]:
    """Return for each block where turns begin inside it, as where a page lost its breaks.

    Only a person of the page, or an office with its bearer, begins a turn there; a role does beside
    one of these.
    """
    cast = read_cast((title, *blocks))
    out: list[list[int]] = []
    for block in blocks:
        spans = sentence_spans(block)[1:] if ": " in block else []
        read = [(start, c) for start, end in spans if (c := _line(block[start:end], cast))]
        found = [(at, c) for at, c in read if c.is_loud or _is_speech(c.words)]
        is_certain = any(c.sort == "person" for _, c in found)
        out.append(
            [at for at, c in found if c.sort == "person" or (is_certain and c.sort == "role")]
        )
    return out


def _candidates(
    blocks: Sequence[str], apart: frozenset[int], asides: frozenset[int], cast: Cast
) -> Iterator[tuple[int, Candidate]]:
    for number, block in enumerate(blocks):
        if number in asides:
            continue
        following = "".join(blocks[number + 1 : number + 2])
        if number + 1 in apart or number + 1 in asides:
            following = ""
        candidate = _heading(block, cast) if number in apart else _line(block, cast)
        if candidate and (candidate.words or following):
            yield number, replace(candidate, words=candidate.words or following)


def _line(block: str, cast: Cast) -> Candidate | None:
    """Read a label at the head of a block of words."""
    for pattern in (QUESTION, IN_CAPITALS, MIXED, BOLD, ASKER):
        match = pattern.match(block)
        if match:
            return _candidate(match, block, cast)
    match = DASHED.match(block)
    dashed = _candidate(match, block, cast) if match and has_title(match["label"]) else None
    is_own = dashed and dashed.sort == "person" and _is_personal(dashed.words)
    if is_own:
        return dashed
    match = STRANGER.match(block)
    return _candidate(match, block, cast) if match else None


def _heading(block: str, cast: Cast) -> Candidate | None:
    """Read a block set apart as a label, where all of it is one, or one stands at its head."""
    match = APART.match(block)
    if match is None:
        return _line(block, cast)
    candidate = _candidate(match, block, cast)
    return replace(candidate, is_apart=True) if candidate else None


def _candidate(match: re.Match[str], block: str, cast: Cast) -> Candidate | None:
    if match.group().count("**") % 2 and not block.startswith("**"):
        return None  # the end of a bold line that was broken
    name = match["label"].strip(" ,")
    sort = _sort(name, match["note"] or "", cast)
    if sort is None:
        return None
    label = Label(name, match.end())
    has_mark = bool(match["mark"]) if match.re is QUESTION else ":" in match.group()
    return Candidate(label, sort, block[match.end() :], name.isupper(), has_mark=has_mark)


def _sort(name: str, note: str, cast: Cast) -> Sort | None:
    """Tell what sort of speaker a label names; None for a field, a topic or a place."""
    if re.fullmatch(r"[QA]\d{0,2}", name):
        return "role"
    words = fold(name).replace("/", " ").replace(",", " ").split()
    if re.search(r"[’'][Ss](?:\s|$)", name):
        return None
    if has_title(name):
        if has_bearer(name):
            ends = {called.name[-1] for called in read_called(name) if called.name}
            is_topic = ends & (FIELD_HEADS - MONTHS) and not cast.knows(name)
            return None if is_topic else "person"
        return "office"
    if has_title(note.strip(" ()[]")) or cast.knows(name):
        return "person"
    if ROLES & set(words):
        return "role"
    heads = {words[0], words[-1]} if len(words) == 1 else {words[0], words[-1]} - MONTHS
    return None if heads & FIELD_HEADS or find_country(name) else "name"


def _speaking_lines(
    found: Mapping[int, Candidate], is_remarks: bool, has_headings: bool
) -> frozenset[int]:
    """Return the numbers of the labels at the head of lines that are somebody's."""
    count = Counter(c.label.name for c in found.values())
    asked = any(c.label.name.startswith("Q") and c.sort == "role" for c in found.values())
    sure = {
        n
        for n, c in found.items()
        if (c.sort == "person" and (is_remarks or _is_speech(c.words)))
        or (c.sort == "office" and _speaks_as_office(c, is_remarks, count))
        or (c.sort == "role" and (c.has_mark or (asked and c.is_loud)) and c.label.name != "A")
        or (c.label.name == "A" and asked)
        or (c.sort == "name" and count[c.label.name] > 1)
    }
    known = [n for n in sure if found[n].sort in ("person", "office")]
    is_dialogue = is_remarks or has_headings or len(sure) >= (DIALOGUE if known else DIALOGUE + 1)
    if not known and len(sure) < DIALOGUE and not (is_remarks and sure):
        return frozenset()
    if not is_dialogue:
        return frozenset(known)
    # In what is a dialogue every other name ends a turn too.
    recurs = len(known) > DIALOGUE or any(count[found[n].label.name] > 1 for n in sure)
    others = {
        n
        for n, c in found.items()
        if (c.sort in ("person", "office") and FINISHED.search(c.words))
        or (" " in c.label.name and (c.is_loud or len(c.label.name.split()) <= SHORT))
        or (recurs and len(c.label.name.split()) <= SHORT)
    }
    return frozenset(sure | {n for n in others if found[n].sort != "role"})


def _speaks_as_office(candidate: Candidate, is_remarks: bool, count: Mapping[str, int]) -> bool:
    """Tell whether an office alone speaks; the "Prime Minister: Ana Lee" of a list does not."""
    if candidate.is_loud and (is_remarks or count[candidate.label.name] > 1):
        return True
    return _is_speech(candidate.words) and (
        is_remarks
        or count[candidate.label.name] > 1
        or FIRST_PERSON.search(QUOTED.sub("", candidate.words)) is not None
    )


def _speaking_headings(found: Mapping[int, Candidate], is_remarks: bool) -> frozenset[int]:
    """Return the numbers of the blocks set apart whose words are somebody's.

    A masthead ("Prime Minister of Norden") and the headings of an account about somebody head what
    is told in the third person.
    """
    count = Counter(c.label.name for c in found.values() if c.is_apart)
    apart = {
        n: c
        for n, c in found.items()
        if c.is_apart and (c.sort != "name" or count[c.label.name] > 1) and c.words
    }
    clear = {
        n: c
        for n, c in apart.items()
        if _is_speech(c.words) and not _tells_of(c.label.name, c.words)
    }
    people = {n for n, c in clear.items() if c.sort != "role"}
    said = [c for c in apart.values() if FINISHED.search(c.words)]
    told = {clear[n].label.name for n in people if FINITE.search(clear[n].words)}
    if (
        (people and (is_remarks or any(_is_personal(c.words) for c in clear.values())))
        or len(clear) - len(people) >= DIALOGUE
        or len(told) >= DIALOGUE
        or (is_remarks and len(said) >= DIALOGUE)
    ):
        # Beside these whatever else heads words ends a turn: "In May." is an answer.
        return frozenset(n for n, c in apart.items() if c.has_mark or FINISHED.search(c.words))
    return frozenset()


def _is_speech(words: str) -> bool:
    """Tell whether words behind a label are a sentence, not a name, a place or a headline."""
    if not OPENS_SPEECH.match(words) or not FINISHED.search(words):
        return False
    if _is_personal(words):
        return True
    small = [word for word in words.split() if word[0].islower()]
    return FINITE.search(words) is not None or len(small) > 1


def _is_personal(words: str) -> bool:
    """Tell whether somebody speaks of himself, or to somebody, outside quotation marks."""
    bare = QUOTED.sub("", words)
    if not any(char.isalpha() for char in bare):
        bare = words  # all of it is a quotation, and the label's own
    return FIRST_PERSON.search(bare) is not None or ADDRESSED.search(bare) is not None


def _tells_of(name: str, words: str) -> bool:
    """Tell whether words are about the one whose name heads them."""
    if THIRD_PERSON.match(words):
        return True
    end = sentence_spans(words)[:1]
    first = fold(QUOTED.sub("", words[: end[0][1]] if end else words))
    parts = fold(name).replace(",", " ").split()
    if FIRST_PERSON.search(QUOTED.sub("", words)):
        return False
    return re.search(rf"\b{re.escape(parts[-1])}\b", first) is not None or first.startswith(
        ("the " + parts[0] + " ", "the " + " ".join(parts[:2]) + " ")
    )

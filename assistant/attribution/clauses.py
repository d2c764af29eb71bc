"""Find the voices of a sentence: that of the main clause, then those of clauses added to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.attribution.clause import SPOKEN, Voice, has_verb, is_earlier, read_clause
from assistant.attribution.hearsay import Hearsay, read_hearsay
from assistant.attribution.inversions import read_impersonal, read_insertion, read_tail
from assistant.attribution.mentions import NOBODY, Cast, Subject
from assistant.attribution.subjects import read_part, read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import (
    VerbGroup,
    is_cue_form,
    past_adverbs,
    read_infinitive,
    read_participle,
    read_verb,
)
from assistant.attribution.vocabulary import is_verb_of, title_trie

BREAKS = frozenset({",", ";", ":", "—", "–", ")", "”", '"'})
OPENING = frozenset(
    {
        "and",
        "but",
        "so",
        "however",
        "yet",
        "nevertheless",
        "moreover",
        "furthermore",
        "additionally",
        "finally",
    }
)
SUBORDINATE = frozenset(
    "while as although though if when after before since because given whereas once unless until that despite following".split()
)
CONTRAST = frozenset({"while", "whereas", "but", ";"})
COORDINATORS = ("and", "but", "while", "whereas", "which", "whom", "as", ";")
# Lead-ins of time that no comma sets off: "This afternoon the President spoke".
TIMES = frozenset(
    (word, part)
    for word in ("this", "last", "earlier")
    for part in ("morning", "afternoon", "evening", "night", "week", "month", "today")
)
HEARING = frozenset({("listened", "to"), ("heard", "from")})
PRESS = frozenset({"reporters", "journalists", "newsmen", "media", "press"})
LONGEST_LEAD_IN = (
    16  # tokens: "At the end of the second day of their talks in Bonn the Minister said"
)
# Words in small letters that open a subject behind a lead-in.
SUBJECT_OPENERS = frozenset({"the", "both", "he", "she", "they", "his", "her"})
CALL_REACH = 20  # tokens; "called on the Prime Minister of X and the Foreign Minister to"
ANTECEDENT_REACH = 10  # tokens of "the President of the Republic of X, who"
DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those all both each any some no".split()
)


@dataclass(frozen=True, slots=True)
class Content:
    """Whom words before a tag are about; `is_asked` tells that they say what this one must do."""

    subject: Subject
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Clauses:
    """What a sentence's syntax tells.

    Its main voice (which may be mere narration) and the voices added to it.

    `hearsay` marks what somebody else tells; `lead_in` is the subject of a clause before that of a
    main "he" or "she", `content` that of words which a tag with "he" or "she" closes: "President X
    cannot wait, she said"; `is_tag` tells that the main voice is such a tag.
    """

    main: Voice | None = None
    added: tuple[Voice, ...] = ()
    hearsay: Hearsay | None = None
    lead_in: Subject | None = None
    content: Content | None = None
    is_tag: bool = False


def read_clauses(tokens: Sequence[Token], cast: Cast = NOBODY, is_lead: bool = False) -> Clauses:
    """Analyse one sentence; `is_lead` marks the readout's first, whose mere topics are narration."""
    cast = cast.for_sentence()
    tail = read_tail(tokens, cast)
    if tail:
        hearsay = read_hearsay(tokens, cast, tail, is_tail=True)
        return Clauses(
            tail, hearsay=hearsay, content=_subject_of_content(tokens, tail, cast), is_tag=True
        )
    main = _main(tokens, cast)
    heard = _heard(tokens, main, cast) if main and not is_lead else None
    main = (_relayed(tokens, main, cast) or main) if main else None
    if main and (_welcomes(tokens, main, cast) or _pays_call(tokens, main, cast)):
        main = replace(main, verb=replace(main.verb, kind="event"))
    if (
        main is None
        or not main.speaks
        or (main.subject and main.subject.parts[0].kind == "country")
    ):
        main = read_insertion(tokens, cast) or main
    if main is None or not main.speaks:
        main = read_impersonal(tokens, cast, main) or main
    if main is None or (not main.speaks and main.at and main.verb.kind != "event"):
        main = _noting(tokens, cast, main) or main
    if main and not main.speaks:
        goes_on = _goes_on(tokens, main, is_lead)
        main = replace(main, verb=replace(goes_on, is_past=True)) if goes_on else main
    added = (*([heard] if heard else ()), *_added(tokens, main, cast))
    hearsay = read_hearsay(tokens, cast, main, is_tail=False)
    return Clauses(main, added, hearsay, _subject_before(tokens, main, cast))


def _subject_of_content(tokens: Sequence[Token], tail: Voice, cast: Cast) -> Content | None:
    """Read the one person that words before a tag are about, whom its "he" or "she" may take up."""
    if tail.subject is None or tail.subject.parts[0].kind != "pronoun":
        return None
    for place in starts(tokens[: tail.at]):
        subject = read_subject(tokens, place, cast) if place < tail.at else None
        if subject and subject.end < tail.at:
            is_other = subject.parts[0].kind not in ("person", "office")
            return None if is_other else _about(tokens, subject)
    return None


def _about(tokens: Sequence[Token], subject: Subject) -> Content:
    """Return a subject, and whether something is asked of it: "President X must go"."""
    verb = past_adverbs(tokens, subject.end)
    return Content(subject, tokens[verb].key in ("must", "should", "ought"))


def _subject_before(tokens: Sequence[Token], main: Voice | None, cast: Cast) -> Subject | None:
    """Read the subject of "While President X is glad, he knows".

    Whom the pronoun of the main clause takes up.
    """
    if main is None or main.subject is None or main.subject.parts[0].kind != "pronoun":
        return None
    if main.at < 3 or tokens[0].key not in SUBORDINATE | {"as"}:
        return None
    subject = read_subject(tokens, 1, cast)
    if subject is None or subject.end >= main.at or len(subject.parts) > 1:
        return None
    return subject if read_verb(tokens, subject.end) else None


def _relayed(tokens: Sequence[Token], main: Voice, cast: Cast) -> Voice | None:
    """Return whom a spokesperson relays.

    Such as "The Spokesman stated that the President emphasized ...".
    """
    titles = [
        title.casefold()
        for part in (main.subject.parts if main.subject else ())
        for title in (*part.titles, part.text)
    ]
    if not any("spokes" in title for title in titles) or main.verb.end >= len(tokens):
        return None
    inner = read_clause(tokens, main.verb.end + (tokens[main.verb.end].key == "that"), cast)
    spoken = inner and inner.subject and inner.verb.is_past and inner.verb.kind in SPOKEN
    return (
        inner
        if inner
        and spoken
        and inner.subject
        and inner.subject.parts[0].kind in ("person", "office", "joint")
        else None
    )


def _pays_call(tokens: Sequence[Token], main: Voice, cast: Cast) -> bool:
    """Tell whether "called on the President" is a visit, "called the President" a call, and "briefed reporters" no words yet.

    "called on him to sign" is neither.
    """
    at = main.verb.end
    if main.verb.base.startswith("brief") and at < len(tokens) and tokens[at].key in PRESS:
        return True
    part = read_part(tokens, at, cast) if at < len(tokens) else None
    if (
        part is None
        or part[0].kind not in ("person", "office")
        or tokens[part[1] - 1].is_possessive
    ):
        return False
    if main.verb.base == "called":
        return True
    visits = main.verb.base == "call" and tokens[at - 1].key in ("on", "upon")
    return visits and all(token.key != "to" for token in tokens[at : at + CALL_REACH])


def _welcomes(tokens: Sequence[Token], main: Voice, cast: Cast) -> bool:
    """Tell whether somebody is welcomed, rather than something.

    Such as "welcomed to the White House", "welcomed the Minister".
    """
    at = main.verb.end
    if not main.verb.base.startswith("welcom"):
        return False
    if at >= len(tokens) or tokens[at].key in ("to", "him", "her", "them"):
        return at < len(tokens) and not (
            tokens[at].key == "her"
            and at + 1 < len(tokens)
            and tokens[at + 1].key not in ("to", "on", "at", "and")
        )
    part = read_part(tokens, at, cast)
    return bool(
        part
        and part[0].kind in ("person", "office", "group")
        and not tokens[part[1] - 1].is_possessive
    )


def _noting(tokens: Sequence[Token], cast: Cast, main: Voice | None) -> Voice | None:
    """Read "Noting the progress made, the leaders established ...".

    What was noted was said, whatever was done.
    """
    noting = read_participle(tokens, 0) if tokens else None
    if noting is None or noting.kind != "say":
        return None
    if main:
        return replace(main, verb=replace(main.verb, kind="say", is_past=True))
    for place in starts(tokens):
        subject = read_subject(tokens, place, cast) if place < len(tokens) else None
        if (
            subject
            and subject.parts[0].kind != "group"
            and subject.end < len(tokens)
            and tokens[subject.end].key.endswith("ed")
        ):
            return Voice(
                subject, VerbGroup("say", subject.end, subject.end + 1, True), False, place
            )
    return None


def _main(tokens: Sequence[Token], cast: Cast) -> Voice | None:
    """Return the main clause: the first subject with a verb.

    Past a lead-in, the first that reports before others.
    """
    event: Voice | None = None
    other: Voice | None = None
    for number, place in enumerate(starts(tokens)):
        voice = read_clause(tokens, place, cast)
        if voice is None:
            continue
        if number == 0 or (voice.verb.is_past and voice.verb.kind in SPOKEN):
            return voice
        if voice.verb.is_past and voice.verb.kind == "event":
            event = event or voice
        other = other or voice
    return event or other


def starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield where the main clause may begin: at the head, and behind every comma of a lead-in."""
    head = 0
    while head < len(tokens) and (
        not tokens[head].text[0].isalpha() or tokens[head].key in OPENING
    ):
        head += 1
    first = past_adverbs(tokens, head)
    if first + 1 < len(tokens) and (tokens[first].key, tokens[first + 1].key) in TIMES:
        first = past_adverbs(tokens, first + 2)
    if first < len(tokens):
        subordinate = tokens[head].key in SUBORDINATE and tokens[head].key != "as"
        yield len(tokens) if subordinate else first
        yield from _behind_lead_in(tokens, first)
    depth = 0
    for place in range(head, len(tokens) - 1):
        key = tokens[place].key
        depth += (key == "(") - (key == ")")
        if key in BREAKS and not depth:
            yield past_adverbs(tokens, place + 1)


def _behind_lead_in(tokens: Sequence[Token], first: int) -> Iterator[int]:
    """Yield where a subject may follow a lead-in that no comma closes.

    Such as "On 2 May the Minister said".
    """
    head = tokens[first].key
    is_lead_in = is_verb_of("lead_ins", head) or head.endswith("ing")
    if head in ("while", "when", "once") and first + 1 < len(tokens):
        after = tokens[first + 1].key  # "while in Bonn", "when visiting the mill"
        is_lead_in = after in ("in", "on", "at", "there") or after.endswith("ing")
    for place in range(first + 1, min(first + LONGEST_LEAD_IN, len(tokens) - 1)):
        token, before = tokens[place], tokens[place - 1]
        if token.key in BREAKS or (place > first + 1 and _is_past_cue(token.key)):
            return
        opens = token.is_capital or token.key in SUBJECT_OPENERS
        if not opens or before.is_possessive or is_verb_of("no_lead_in_end", before.key):
            continue
        if before.key in title_trie() and not title_trie().begins(token.key):
            continue  # inside "President Berg"
        if is_lead_in or is_verb_of("times", before.key):
            yield place


def _is_past_cue(key: str) -> bool:
    """Tell whether a word is a verb of the past, and no noun of a lead-in as "talks" and "call" are."""
    return is_cue_form(key) and not key.endswith("s")


def _goes_on(tokens: Sequence[Token], main: Voice, is_lead: bool) -> VerbGroup | None:
    """Return the words a sentence of narration goes on with.

    Such as "met ... and reaffirmed", "called to thank", ", committing that".
    """
    if main.subject is None:
        return None
    purpose_seen = False
    for place in range(main.verb.end, len(tokens) - 1):
        key, following = tokens[place].key, tokens[place + 1].key
        if (
            key == "to"
            and main.verb.kind == "event"
            and not purpose_seen
            and following not in DETERMINERS
            and not tokens[place + 1].is_capital
        ):
            verb = read_infinitive(tokens, place + 1)
            if verb:
                purpose_seen = True
                if verb.kind == "say" or is_verb_of("purposes", verb.base):
                    return verb
        elif key in ("and", ",") and following not in ("and", "to"):
            verb = read_verb(tokens, place + 1)
            if (
                verb
                and verb.is_past
                and (
                    verb.kind == "say"
                    or (verb.kind == "topic" and not is_lead)
                    or is_verb_of("going_on", verb.base)
                )
                and key == "and"
            ):
                return verb
            speaking = (
                read_participle(tokens, place + 1)
                if key == "," and main.verb.kind == "event"
                else None
            )
            if speaking and speaking.kind == "say":
                return speaking
            aim = read_infinitive(tokens, place + 1) if purpose_seen and key == "and" else None
            if aim and aim.kind == "say":
                return aim
        elif key == "and" and following == "to" and purpose_seen:
            aim = read_infinitive(tokens, place + 2)
            if aim and aim.kind == "say":
                return aim
        elif key == "by" and (place <= main.verb.end + 1 or main.verb.kind == "event"):
            speaking = read_participle(tokens, place + 1)
            if speaking and speaking.kind in ("say", "weak"):
                return speaking
    return None


def _added(tokens: Sequence[Token], main: Voice | None, cast: Cast) -> Iterator[Voice]:
    """Yield the clauses of further speakers.

    Such as "..., and the two leaders discussed", "which Y welcomed", "while Z called for".
    """
    start = main.verb.end if main else 1
    depth = 0
    for place in range(start, len(tokens) - 2):
        key = tokens[place].key
        depth += (key in "“(") - (key in "”)")
        if depth > 0 or key not in (*COORDINATORS, ",", "who"):
            continue
        if key == "who":
            voice = _antecedent_voice(tokens, place, cast)
            if voice:
                yield voice
            continue
        has_comma = tokens[place - 1].key in (",", ";", "to", "for", "with")
        begin = _relative(tokens, place, cast) if key == "," else past_adverbs(tokens, place + 1)
        if (
            not begin
            or (key == "as" and not has_comma)
            or (key == "and" and not has_comma and main is None and not has_verb(tokens, place))
        ):
            continue
        voice = read_clause(tokens, begin, cast)
        if (
            voice is None
            or voice.subject is None
            or not voice.verb.is_past
            or voice.verb.kind not in SPOKEN
        ):
            continue
        if voice.subject.parts[0].kind == "country" and (
            voice.verb.base == "be" or not (has_comma or key in CONTRAST)
        ):
            continue
        if (
            voice.subject.parts[0].kind in ("group", "joint")
            and past_adverbs(tokens, voice.subject.end) != voice.verb.start
        ):
            continue
        if key in ("which", "as") and is_earlier(tokens, voice):
            continue
        replies = key == "which" and tokens[place - 1].key == "to"
        yield replace(voice, is_relative=key in ("which", "whom", "as", ",") and not replies)


def _heard(tokens: Sequence[Token], main: Voice, cast: Cast) -> Voice | None:
    """Read whose words were heard.

    Such as "listened to the families' accounts", "heard from advocates about".
    """
    at = main.verb.start + 1
    if at + 1 >= len(tokens) or (tokens[main.verb.start].key, tokens[at].key) not in HEARING:
        return None
    part = read_part(tokens, at + 1, cast)
    if part is None or part[0].kind not in ("group", "person", "office"):
        return None
    return Voice(Subject((part[0],), part[1]), VerbGroup("say", at, part[1], True), False, at)


def _antecedent_voice(tokens: Sequence[Token], who: int, cast: Cast) -> Voice | None:
    """Read ", who asked him to convey" behind the one it stands for."""
    verb = read_verb(tokens, who + 1)
    if (
        tokens[who - 1].key != ","
        or verb is None
        or not verb.is_past
        or verb.kind not in ("say", "weak")
    ):
        return None
    for start in range(max(0, who - ANTECEDENT_REACH), who - 1):
        part = read_part(tokens, start, cast)
        if (
            part
            and part[1] == who - 1
            and part[0].kind in ("person", "office")
            and not tokens[part[1] - 1].is_possessive
        ):
            voice = Voice(Subject((part[0],), part[1]), verb, False, start, is_relative=True)
            return None if is_earlier(tokens, voice) else voice
    return None


def _relative(tokens: Sequence[Token], comma: int, cast: Cast) -> int:
    """Return where the clause begins in ", a concern the Secretary promised to raise".

    0 where there is none.
    """
    if comma + 3 >= len(tokens) or tokens[comma + 1].key not in ("a", "an"):
        return 0
    for place in range(comma + 3, min(comma + 5, len(tokens))):
        if tokens[place].key == "the" or tokens[place].is_capital:
            part = read_part(tokens, place, cast)
            return place if part and part[0].kind in ("person", "office") else 0
    return 0

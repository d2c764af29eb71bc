"""Find the voices of a sentence: subject and cue of the main clause, then those of clauses added to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.attribution.subjects import NOBODY, Cast, Subject, read_part, read_subject
from assistant.attribution.tokens import Token
from assistant.attribution.verb_groups import VerbGroup, is_cue_form, past_adverbs, read_infinitive, read_participle, read_verb
from assistant.attribution.vocabulary import is_verb_of

SPOKEN = frozenset({"say", "topic", "weak"})
BREAKS = frozenset({",", ";", ":", "—", "–", ")", "”", '"'})
OPENING = frozenset({"and", "but", "so", "however", "yet", "nevertheless", "moreover", "furthermore", "additionally", "finally"})
SUBORDINATE = frozenset(
    "while as although though if when after before since because given whereas once unless until that despite following".split()
)
CONTRAST = frozenset({"while", "whereas", "but", ";"})
COORDINATORS = ("and", "but", "while", "whereas", "which", "as", ";")
TAIL_REACH = 16  # tokens of ", said the Minister for Trade of X on Monday"
ASIDE_REACH = 60  # tokens; "President X, noting that ..., said" can be long
REDUCED_REACH = 10
AGREED = frozenset({"agreed", "decided", "resolved"})
EARLIER = frozenset({"last", "earlier", "previously", "already", "publicly", "yesterday", "ago"})
EARLIER_REACH = 8
DETERMINERS = frozenset("the a an his her its their our my your this that these those all both each any some no".split())


@dataclass(frozen=True, slots=True)
class Voice:
    """A subject with its verb; `opens` tells a cue with comma or colon behind it, `subject` None stands for all sides."""

    subject: Subject | None
    verb: VerbGroup
    opens: bool = False
    at: int = 0
    is_relative: bool = False

    @property
    def speaks(self) -> bool:
        """Tell whether the verb attributes, rather than narrates."""
        if self.verb.kind == "promise":
            return self.subject is not None and self.subject.parts[0].kind in ("country", "joint", "they", "we")
        return self.verb.kind in SPOKEN or self.verb.kind == "stance"


@dataclass(frozen=True, slots=True)
class Clauses:
    """What a sentence's syntax tells: its main voice (which may be mere narration) and the voices added to it."""

    main: Voice | None = None
    added: tuple[Voice, ...] = ()


def read_clauses(tokens: Sequence[Token], cast: Cast = NOBODY, is_lead: bool = False) -> Clauses:
    """Analyse one sentence; `is_lead` marks the readout's first, whose mere topics are narration."""
    tail = _tail(tokens, cast)
    if tail:
        return Clauses(tail)
    main = _main(tokens, cast)
    if main and main.verb.base.startswith("welcom") and _receives(tokens, main.verb.end, cast):
        main = replace(main, verb=replace(main.verb, kind="event"))
    if main is None or not main.speaks:
        main = _impersonal(tokens, cast, main) or main
    if main is None or (not main.speaks and main.at and main.verb.kind != "event"):
        main = _noting(tokens, cast, main) or main
    if main and not main.speaks:
        goes_on = _goes_on(tokens, main, is_lead)
        main = replace(main, verb=replace(goes_on, is_past=True)) if goes_on else main
    added = tuple(_added(tokens, main, cast))
    return Clauses(main, added)


def _receives(tokens: Sequence[Token], at: int, cast: Cast) -> bool:
    """Tell whether somebody is welcomed, rather than something: "welcomed to the White House", "welcomed the Minister"."""
    if at >= len(tokens) or tokens[at].key in ("to", "him", "her", "them"):
        return at < len(tokens) and not (
            tokens[at].key == "her" and at + 1 < len(tokens) and tokens[at + 1].key not in ("to", "on", "at", "and")
        )
    part = read_part(tokens, at, cast)
    return bool(part and part[0].kind in ("person", "office", "group") and not tokens[part[1] - 1].is_possessive)


def _noting(tokens: Sequence[Token], cast: Cast, main: Voice | None) -> Voice | None:
    """Read "Noting the progress made, the leaders established ...": what was noted was said, whatever was done."""
    noting = read_participle(tokens, 0) if tokens else None
    if noting is None or noting.kind != "say":
        return None
    if main:
        return replace(main, verb=replace(main.verb, kind="say", is_past=True))
    for place in _starts(tokens):
        subject = read_subject(tokens, place, cast) if place < len(tokens) else None
        if subject and subject.parts[0].kind != "group" and subject.end < len(tokens) and tokens[subject.end].key.endswith("ed"):
            return Voice(subject, VerbGroup("say", subject.end, subject.end + 1, True), False, place)
    return None


def _main(tokens: Sequence[Token], cast: Cast) -> Voice | None:
    """Return the main clause: the first subject with a verb; past a lead-in, the first that reports before others."""
    found: Voice | None = None
    for number, place in enumerate(_starts(tokens)):
        voice = _clause(tokens, place, cast)
        if voice is None:
            continue
        if number == 0 or (voice.verb.is_past and voice.verb.kind in (*SPOKEN, "event")):
            return voice
        found = found or voice
    return found


def _starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield where the main clause may begin: at the head, and behind every comma of a lead-in."""
    head = 0
    while head < len(tokens) and (not tokens[head].text[0].isalpha() or tokens[head].key in OPENING):
        head += 1
    first = past_adverbs(tokens, head)
    if first < len(tokens):
        subordinate = tokens[head].key in SUBORDINATE and tokens[head].key != "as"
        yield len(tokens) if subordinate else first
    depth = 0
    for place in range(head, len(tokens) - 1):
        key = tokens[place].key
        depth += (key == "(") - (key == ")")
        if key in BREAKS and not depth:
            yield past_adverbs(tokens, place + 1)


def _clause(tokens: Sequence[Token], place: int, cast: Cast) -> Voice | None:
    """Read a subject with its verb at a place, stepping over what stands between commas."""
    if place >= len(tokens):
        return None
    subject = read_subject(tokens, place, cast)
    if subject is None:
        return _nominal(tokens, place, cast)
    verb = read_verb(tokens, subject.end, subject.is_plural) or _behind_aside(tokens, subject)
    if verb is None:
        return None
    behind = tokens[verb.end].key if verb.end < len(tokens) else ""
    return Voice(subject, verb, behind in (",", ":") and verb.kind in SPOKEN, place)


def _behind_aside(tokens: Sequence[Token], subject: Subject) -> VerbGroup | None:
    at = subject.end
    if at >= len(tokens):
        return None
    if tokens[at].key in (",", "–", "—"):
        if subject.parts[-1].kind == "person" and (verb := read_verb(tokens, at + 1)) and verb.is_past and not _is_by(tokens, verb):
            return verb  # behind an apposition: "the Secretary-General, Dr. Hakim, underlined"
        speaking = read_participle(tokens, at + 1)
        for place in range(at + 1, min(at + ASIDE_REACH, len(tokens) - 1)):
            if tokens[place].key in (",", "–", "—"):
                verb = read_verb(tokens, place + 1, subject.is_plural)
                if verb and (verb.is_past or verb.kind in ("stance", "weak", "say")):
                    return verb
        return speaking if speaking and speaking.kind == "say" else None
    is_group = subject.parts[0].kind in ("group", "joint")
    if is_group and (tokens[at].key.endswith("ing") or tokens[at].key in ("from", "of", "in", "at", "who", "representing", "with")):
        for place in range(at + 1, min(at + REDUCED_REACH, len(tokens))):
            if tokens[place].key in (",", ".", ";"):
                return None
            verb = read_verb(tokens, place, subject.is_plural)
            if verb and verb.is_past and verb.kind in SPOKEN:
                return verb
    return None


def _is_by(tokens: Sequence[Token], verb: VerbGroup) -> bool:
    """Tell whether a past form is a participle: ", joined by Y,"."""
    return verb.end < len(tokens) and tokens[verb.end].key == "by"


def _nominal(tokens: Sequence[Token], place: int, cast: Cast) -> Voice | None:
    """Read "The Team’s immediate recommendation to all adults is ..."."""
    part = read_part(tokens, place, cast)
    if part is None or not tokens[part[1] - 1].is_possessive:
        return None
    noun = next((i for i in range(part[1], min(part[1] + 3, len(tokens))) if is_verb_of("nominal", tokens[i].key)), None)
    be = noun and next((i for i in range(noun, min(noun + 8, len(tokens))) if tokens[i].key in ("is", "was")), None)
    return Voice(Subject((part[0],), part[1]), VerbGroup("say", noun, be + 1, False), False, place) if noun and be else None


def _tail(tokens: Sequence[Token], cast: Cast) -> Voice | None:
    """Read who is named behind the words: "..., she added.", "..., said Minister X.", "..., according to X."."""
    end = len(tokens)
    while end and not tokens[end - 1].text[0].isalnum():
        end -= 1
    for place in range(end - 1, -1, -1):
        if tokens[place].key not in ("”", '"') and (tokens[place].key != "," or place < end - TAIL_REACH):
            continue
        start = place + 1
        voice = _clause(tokens[:end], start, cast)
        if voice and voice.verb.kind in ("say", "weak") and voice.verb.is_past and voice.verb.end == end:
            return replace(voice, at=start)
        verb = read_verb(tokens[:end], start)
        if verb and verb.kind in ("say", "weak") and verb.is_past:
            subject = read_subject(tokens[:end], verb.end, cast)
            if subject and (subject.end == end or tokens[subject.end].key in (",", "in", "at", "on", "after", "during")):
                return Voice(subject, verb, False, start)
        if [t.key for t in tokens[start : start + 2]] == ["according", "to"]:
            subject = read_subject(tokens[:end], start + 2, cast)
            if subject and subject.end == end:
                return Voice(subject, VerbGroup("say", start, start + 2, True), False, start)
    return None


def _impersonal(tokens: Sequence[Token], cast: Cast, main: Voice | None) -> Voice | None:
    """Read "It was agreed that", "was welcomed by both sides", "as X made clear" and "According to X"."""
    head = past_adverbs(tokens, next((i for i, t in enumerate(tokens) if t.text[0].isalpha()), 0))
    for start in (head, *(i + 1 for i, t in enumerate(tokens[:-1]) if t.key == "," and i < 40)):
        start = past_adverbs(tokens, start)
        keys = [token.key for token in tokens[start : start + 5]]
        if keys[:1] == ["it"] and keys[1:2] in (["was"], ["is"]):
            verb = past_adverbs(tokens, start + 2)
            if verb < len(tokens) and tokens[verb].key in AGREED and not _by(tokens, verb, cast):
                return Voice(None, VerbGroup("say", start + 1, verb + 1, True), False, start)
        if (
            keys[:3] == ["agreement", "was", "reached"]
            or keys[:3] == ["there", "was", "agreement"]
            or keys[:4] == ["there", "was", "full", "agreement"]
        ):
            return Voice(None, VerbGroup("say", start + 1, start + 3, True), False, start)
        if keys[:2] == ["according", "to"]:
            subject = read_subject(tokens, start + 2, cast)
            if subject:
                return Voice(subject, VerbGroup("say", start, start + 2, True), False, start)
        if keys[:1] == ["as"]:
            voice = _clause(tokens, start + 1, cast)
            if voice and voice.verb.is_past and voice.verb.kind in SPOKEN and not _is_earlier(tokens, voice):
                return voice
    if main is None or main.verb.kind == "passive":
        return _by(tokens, 0, cast)
    return None


def _by(tokens: Sequence[Token], at: int, cast: Cast) -> Voice | None:
    """Read the agent of a passive cue: "was welcomed by both Ministers"."""
    for place in range(at, len(tokens) - 2):
        if tokens[place].key != "by" or not place:
            continue
        subject = read_subject(tokens, place + 1, cast)
        if subject is None:
            continue
        for verb in range(max(0, place - 4), place):
            if tokens[verb].key in ("was", "were", "been"):
                passive = read_verb(tokens, verb)
                attends = [t.key for t in tokens[max(0, verb - 1) : place]][:1] == ["attention"]
                if attends or (passive and passive.kind == "passive" and _is_spoken_participle(tokens, verb, place)):
                    return Voice(subject, VerbGroup("say", verb, place, True), False, verb)
    return None


def _is_spoken_participle(tokens: Sequence[Token], at: int, end: int) -> bool:
    verb = past_adverbs(tokens, at + 1)
    found = read_verb([tokens[verb]], 0) if verb < end else None
    return found is not None and found.kind in SPOKEN


def _goes_on(tokens: Sequence[Token], main: Voice, is_lead: bool) -> VerbGroup | None:
    """Return the words a sentence of narration goes on with: "met ... and reaffirmed", "called to thank", ", committing that"."""
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
            if verb and verb.is_past and (verb.kind == "say" or (verb.kind == "topic" and not is_lead)) and key == "and":
                return verb
            speaking = read_participle(tokens, place + 1) if key == "," and main.verb.kind == "event" else None
            if speaking and speaking.kind == "say":
                return speaking
            aim = read_infinitive(tokens, place + 1) if purpose_seen and key == "and" else None
            if aim and aim.kind == "say":
                return aim
        elif key == "and" and following == "to" and purpose_seen:
            aim = read_infinitive(tokens, place + 2)
            if aim and aim.kind == "say":
                return aim
        elif key == "by" and place <= main.verb.end + 1:
            speaking = read_participle(tokens, place + 1)
            if speaking and speaking.kind in ("say", "weak"):
                return speaking
    return None


def _added(tokens: Sequence[Token], main: Voice | None, cast: Cast) -> Iterator[Voice]:
    """Yield the clauses of further speakers: "..., and the two leaders discussed", "which Y welcomed", "while Z called for"."""
    start = main.verb.end if main else 1
    depth = 0
    for place in range(start, len(tokens) - 2):
        key = tokens[place].key
        depth += (key in "“(") - (key in "”)")
        if depth > 0 or key not in (*COORDINATORS, ","):
            continue
        has_comma = tokens[place - 1].key in (",", ";")
        begin = _relative(tokens, place, cast) if key == "," else past_adverbs(tokens, place + 1)
        if (
            not begin
            or (key == "as" and not has_comma)
            or (key == "and" and not has_comma and main is None and not _had_verb(tokens, place))
        ):
            continue
        voice = _clause(tokens, begin, cast)
        if voice is None or voice.subject is None or not voice.verb.is_past or voice.verb.kind not in SPOKEN:
            continue
        if voice.subject.parts[0].kind == "country" and (voice.verb.base == "be" or not (has_comma or key in CONTRAST)):
            continue
        if voice.subject.parts[0].kind in ("group", "joint") and past_adverbs(tokens, voice.subject.end) != voice.verb.start:
            continue
        if key in ("which", "as") and _is_earlier(tokens, voice):
            continue
        yield replace(voice, is_relative=key in ("which", "as", ","))


def _relative(tokens: Sequence[Token], comma: int, cast: Cast) -> int:
    """Return where the clause begins in ", a concern the Secretary promised to raise"; 0 where there is none."""
    if comma + 3 >= len(tokens) or tokens[comma + 1].key not in ("a", "an"):
        return 0
    for place in range(comma + 3, min(comma + 5, len(tokens))):
        if tokens[place].key == "the" or tokens[place].is_capital:
            part = read_part(tokens, place, cast)
            return place if part and part[0].kind in ("person", "office") else 0
    return 0


def _had_verb(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a finite verb stands before a place, so that "and" joins clauses and not nouns."""
    return any(t.key in ("is", "are", "was", "were", "has", "have", "had", "will") or is_cue_form(t.key) for t in tokens[:end])


def _is_earlier(tokens: Sequence[Token], voice: Voice) -> bool:
    """Tell whether a clause speaks of an earlier event: "as he has said publicly", "which X announced last year"."""
    behind = tokens[voice.verb.start : voice.verb.end + EARLIER_REACH]
    return any(token.key in EARLIER for token in behind)

"""What one citation says, read for checking: whose it is, what may be taken out of it, and where it may be cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.attribution.vocabulary import PAST, verbs
from assistant.composition.citing import cite
from assistant.composition.prose import quotes
from assistant.composition.units import COUNTRY, PERSON, Names, Unit, is_side, names_of, read_units
from assistant.composition.vocabulary import find_phrase, reporting_class, words_of
from assistant.domain.answer import Citation, Evidence
from assistant.domain.readout import BOTH_SIDES, Readout, Sentence

OPENING = "“\"«‘'"
OBJECTS = frozenset("that the a an his her its their this these".split())
CLAUSE_OPENERS = frozenset({"and", "but", "while", "yet", "whereas", "so"})
DEPENDENT = frozenset({"that", "who", "whom", "whose", "which", "what", "how", "why", "where"})


@dataclass(frozen=True, slots=True)
class Head:
    """A unit at which words may be taken up: a predicate whose subject is the speaker, or what the speaker is said to have said."""

    at: int
    is_predicate: bool


@dataclass(frozen=True, slots=True)
class Premise:
    """One citation as units.

    `starts` are where its sentences begin, `reported` the classes of the speaker's verbs of saying in it, `marked` the units that
    it puts in quotation marks of its own, and `present` the two who its readout's title says met; `pronoun` is what the
    readout calls its one speaker, where it does.
    """

    citation: Citation
    readout: Readout
    names: Names
    units: tuple[Unit, ...]
    starts: tuple[int, ...]
    heads: tuple[Head, ...]
    reported: frozenset[int]
    marked: frozenset[int]
    present: frozenset[str]
    pronoun: str | None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose words it holds; empty for narration."""
        return self.citation.speakers

    def may_start(self, at: int) -> bool:
        """Tell whether words may be taken up at a unit: no negation or condition stands before it that would be left out.

        Looked for back to where the sentence begins, or to a comma with "and" or "but" behind it.
        """
        for i in range(at - 1, -1, -1):
            if i + 1 in self.starts:
                return True
            if self._turns(i):
                return False
            if self.units[i].stop == "," and self.units[i + 1].key in CLAUSE_OPENERS:
                return True
        return True

    def may_end(self, start: int, at: int) -> bool:
        """Tell whether words taken up at `start` may leave off before unit `at`.

        They may at the end of a sentence; at a comma before "noting"; before "and" where what the same subject did or said next
        follows; and where a sentence's opening quote ends. What follows in the sentence may hold no condition, and not begin with
        a negation: they might govern what was taken.
        """
        end = self._end(at)
        if at == end:
            return True
        goes_on = self.units[at - 1].stop == "," and (self.units[at].key in words_of("goes_on") or self._is_next_report(start, at))
        if self.asks(at) or not (goes_on or self._is_next_act(start, at) or self._closes_quote(at)):
            return False
        return not any(self._turns(i, i <= at + 1) for i in range(at, end))

    def _is_next_report(self, start: int, at: int) -> bool:
        """Tell whether "and that ..." follows what "that" opened, or "and" with a past verb of saying what the speaker did."""
        keys = [unit.key for unit in self.units[at : at + 3]]
        if keys[:2] == ["and", "that"]:
            is_clause = len(keys) > 2 and keys[2] not in ("is", "was", "are", "were", "would", "has", "had")
            return is_clause and start > 0 and self.units[start - 1].key == "that"
        return keys[:1] == ["and"] and len(keys) > 1 and _is_past(keys[1]) and self._is_speakers(start)

    def _is_speakers(self, start: int) -> bool:
        """Tell whether what is taken up is the speaker's own act, or told by a verb of saying: a past verb goes on with it."""
        told = start > 0 and (self.units[start - 1].key in ("that", "out") or reporting_class(self.units[start - 1].key) is not None)
        return told or any(head.at == start and head.is_predicate for head in self.heads)

    def _is_next_act(self, start: int, at: int) -> bool:
        """Tell whether "and" with a past verb of saying follows: what the same subject did next, and no part of the phrase before."""
        keys = [unit.key for unit in self.units[start : at + 2]]
        if self.units[at].key != "and" or at + 1 >= len(self.units) or DEPENDENT.intersection(keys) or not self._is_speakers(start):
            return False
        return _is_past(keys[-1]) and not _is_past(self.units[at - 1].key)  # "the plan agreed and announced" is one phrase

    def _closes_quote(self, at: int) -> bool:
        """Tell whether a quote that opens the sentence ends before a unit, and "said X" or "X said" is all that follows."""
        text, first = self.citation.quote, max((start for start in self.starts if start < at), default=0)
        begin = len(text[: self.units[first].start].rstrip(OPENING))
        end = self.units[self._end(at) - 1].end
        found = quotes(text[begin:end])
        if not (found and len(found) == 1 and self._is_tag(at) and text[begin : begin + 1] in tuple(OPENING)):
            return False
        return found[0].start == 1 and self.units[at - 1].end <= begin + found[0].end <= self.units[at].start

    def _is_tag(self, at: int) -> bool:
        """Tell whether "said X" or "X said" begins at a unit, X being the speaker."""
        verb_first = reporting_class(self.units[at].key) is not None
        subject = at + 1 if verb_first else at
        if subject >= len(self.units):
            return False
        end = past_speakers(self.units, subject, self.speakers, self.names)
        if end is None and self.units[subject].key in ("he", "she") and self.readout.kind != "transcript":
            end = subject + 1
        return end is not None and (verb_first or (end < len(self.units) and reporting_class(self.units[end].key) is not None))

    def asks(self, at: int) -> bool:
        """Tell whether the sentence of the unit before `at` is a question."""
        return self.units[self._end(at) - 1].stop == "?"

    def _end(self, at: int) -> int:
        """Return where the sentence of the unit before `at` ends."""
        return next((start for start in self.starts if start >= at), len(self.units))

    def _turns(self, at: int, negated: bool = True) -> bool:
        keys = [unit.key for unit in self.units[at : at + 3]]
        return (negated and keys[0] in words_of("polarity")) or find_phrase("condition", keys, 0) is not None


def read_premise(evidence: Evidence, marker: int) -> Premise:
    """Read the evidence that a marker cites, as the reader is shown it."""
    citation, readout = cite(evidence, marker), evidence.readout
    names = names_of(readout.people)
    units = read_units(citation.quote, names)
    offsets = [s.start - citation.start for s in readout.sentences if citation.start <= s.start < citation.end]
    starts = tuple(sorted({i for offset in offsets for i in [_first(units, offset)] if i < len(units)}))
    theirs = _speaks_within_quotes(readout, evidence.sentence)
    heads = () if theirs else tuple(_heads(citation.speakers, names, units, starts, readout.kind == "transcript"))
    verbs = (reporting_class(units[head.at].key) for head in heads if head.is_predicate)
    reported = frozenset(verb for verb in verbs if verb is not None)
    marked, present = _marked(citation.quote, units), _met(read_units(readout.title, names))
    return Premise(citation, readout, names, units, starts, heads, reported, marked, present, _pronoun(readout, citation.speakers))


def _met(title: Sequence[Unit]) -> frozenset[str]:
    """Return the two whom a title says met: "President Lindqvist's Call with Prime Minister Andrade"; nobody where it names others."""
    people = [(i, unit.key[1:]) for i, unit in enumerate(title) if unit.key[0] == PERSON]
    met = len(people) == 2 and people[1][0] > 0 and title[people[1][0] - 1].key in ("with", "and")
    return frozenset(name for _, name in people) if met and not {"by", "from"} & {unit.key for unit in title} else frozenset()


def _pronoun(readout: Readout, speakers: tuple[str, ...]) -> str | None:
    """Return "he" or "she" where the readout opens a sentence of its speaker with one of them only; in a transcript none is theirs."""
    if len(speakers) != 1 or readout.kind == "transcript":
        return None
    opening = {sentence.text.split(" ", 1)[0].casefold() for sentence in readout.sentences if sentence.speakers == speakers}
    found = opening & {"he", "she"}
    return next(iter(found)) if len(found) == 1 else None


def _marked(text: str, units: Sequence[Unit]) -> frozenset[int]:
    """Return the units in quotation marks, but for a quote that opens the text: what is called “free” is not free."""
    inner = [quote for quote in quotes(text) or () if quote.start > 1]
    return frozenset(i for i, unit in enumerate(units) if any(quote.start <= unit.start < quote.end for quote in inner))


def _speaks_within_quotes(readout: Readout, sentence: Sentence) -> bool:
    """Tell whether a sentence stands in a quote that the speaker gives of somebody else, who is named in an earlier sentence.

    A paragraph that opens with a quotation mark is the speaker's own words in an account, and another's in a transcript.
    """
    begin = next((p.start for p in readout.paragraphs if p.start <= sentence.start < p.end), sentence.start)
    before = readout.text[begin : sentence.start]
    spoken = readout.kind == "transcript"
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    if opened:
        return spoken or before.lstrip()[:1] not in ("“", '"')
    whole = sentence.text[:1] in ("“", '"') and sentence.text[-1:] in ("”", '"')
    return spoken and whole


def _is_past(word: str) -> bool:
    return any(sense.part == PAST for sense in verbs().senses.get(word, ()))


def _first(units: Sequence[Unit], offset: int) -> int:
    return next((i for i, unit in enumerate(units) if unit.start >= offset), len(units))


def _heads(speakers: Sequence[str], names: Names, units: Sequence[Unit], starts: Sequence[int], spoken: bool) -> Iterator[Head]:
    """Yield where words may be taken up: where a sentence begins, and behind the speaker and behind what reports."""
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        yield Head(start, False)
        verb = _behind_subject(speakers, names, units[:end], start, spoken)
        if verb is None:
            continue
        yield Head(verb, True)
        if reporting_class(units[verb].key) is not None:
            yield from _reported(units[:end], verb)
        else:
            yield from _further(units[:end], verb)


def _reported(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield where what a verb of saying reports begins: behind it, and behind "out" and "that"."""
    at = verb + 1
    while at < len(units) and units[at].key in ("out", "that") and at <= verb + 2:
        at += 1
    if at < len(units) and (at > verb + 1 or units[verb].stop):
        yield Head(at, False)


def _further(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield a further verb of saying of one subject, and what it reports: "thanked him for his help, and reiterated that ...".

    A comma must part the two, and nothing between may be told by somebody: "said the general took bribes, and told lies".
    """
    for at in range(verb + 2, len(units) - 2):
        if units[at].key in DEPENDENT or (_is_past(units[at].key) and units[at - 1].key != "and"):
            return
        reports = reporting_class(units[at].key) is not None and units[at].key.endswith(("ed", "said", "told"))
        takes = units[at + 1].is_name or units[at + 1].key in OBJECTS  # "and repeated attacks" are no act of the speaker's
        if reports and takes and units[at - 1].key == "and" and units[at - 2].stop == ",":
            yield Head(at, True)
            if units[at + 1].key == "that":
                yield Head(at + 2, False)
            return


def _behind_subject(speakers: Sequence[str], names: Names, units: Sequence[Unit], start: int, spoken: bool) -> int | None:
    """Return the unit behind the speaker, where that is all of a sentence's subject; None where not.

    "He" is the speaker before a verb of saying in an account; in a transcript it is somebody spoken of, and "I" the speaker.
    """
    at = start
    lead = find_phrase("lead", [unit.key for unit in units], at)
    if lead is not None and lead < len(units) and units[lead - 1].stop == ",":
        at = lead
    end = past_speakers(units, at, speakers, names)
    if end is None and len(speakers) == 1 and at + 1 < len(units):
        subject, follows = units[at].key, units[at + 1].key
        if subject == "i" or (subject in ("he", "she") and not spoken and reporting_class(follows) is not None):
            end = at + 1
    if end is None:
        return None
    while end < len(units) and units[end].key in words_of("adverb"):
        end += 1
    return end if end < len(units) else None


def past_speakers(units: Sequence[Unit], at: int, speakers: Sequence[str], names: Names, alone: bool = False) -> int | None:
    """Return the place behind a mention of exactly these speakers, joined by "and" and commas; None where there is none.

    With `alone`, an office by itself must be one person's: prose has no sentence before it to tell which President is meant.
    """
    if tuple(speakers) == (BOTH_SIDES,):
        return _past_both(units, at, alone)
    missing = list(speakers)
    while missing:
        found = next((end for name in missing if (end := _past_one(units, at, name, names, alone)) is not None), None)
        if found is None:
            return None
        missing.remove(next(name for name in missing if _past_one(units, at, name, names, alone) is not None))
        at = found
        if missing and at < len(units) and units[at].key == "and":
            at += 1
    return at if speakers and not units[at - 1].is_possessive else None


def _past_both(units: Sequence[Unit], at: int, alone: bool) -> int | None:
    """Return the place behind "both sides", "the two foreign ministers" or, in an account, "they"."""
    keys = [unit.key for unit in units[at : at + 5]]
    if keys[:1] == ["they"]:
        return None if alone else at + 1
    place = 0
    while keys[place : place + 1] and keys[place] in ("the", "two", "both") and place < 3:
        place += 1
    if alone:  # in prose, no office: the two leaders need not be ministers
        return at + place + 1 if place and keys[place : place + 1] in (["sides"], ["leaders"]) else None
    qualified = place + 1 if keys[place : place + 1] and keys[place] in words_of("qualifies") else place
    is_joint = place > 0 and keys[qualified : qualified + 1] and keys[qualified] in words_of("joint")
    return at + qualified + 1 if is_joint else None


def _past_one(units: Sequence[Unit], at: int, name: str, names: Names, alone: bool) -> int | None:
    """Return the place behind a mention of one speaker: a person of the readout, or a side or group as it is called."""
    if at >= len(units):
        return None
    if units[at].key == "the" and at + 1 < len(units) and name not in names.sides:
        at += 1
    if units[at].key == PERSON + name:
        return at + 1
    if name in names.titles:
        place = at + 1 if units[at].key == "the" and at + 1 < len(units) else at
        told = units[place].key[0] == COUNTRY and is_side(names.sides[name], units[place].key)
        title = tuple(unit.key for unit in read_units(names.titles[name], names))
        begin = place + 1 if told else place
        is_clear = not alone or names.titles[name] not in names.shared or (told and _is_only(name, names))
        if is_clear and title == tuple(u.key for u in units[begin : begin + len(title)]):
            return begin + len(title)
    called = read_units(name.removeprefix("The "), names)
    if tuple(u.key for u in units[at : at + len(called)]) == tuple(u.key for u in called):
        return at + len(called)
    return None


def _is_only(name: str, names: Names) -> bool:
    """Tell whether one person alone bears an office for a side."""
    return sum((names.titles.get(other), side) == (names.titles[name], names.sides[name]) for other, side in names.sides.items()) == 1

"""What one citation says, read for checking: whose it is, what may be taken out of it, and where it may be cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.composition.citing import cite
from assistant.composition.units import COUNTRY, HARD_STOPS, PERSON, Names, Unit, is_side, names_of, read_units
from assistant.composition.vocabulary import reporting_class, words_of
from assistant.domain.answer import Citation, Evidence
from assistant.domain.readout import BOTH_SIDES, Readout
from assistant.names import name_words

PRONOUNS = frozenset("he she they i we".split())
JOINT = (("both", "sides"), ("two", "sides"), ("both", "leaders"), ("two", "leaders"), ("both", "parties"), ("two", "parties"),
         ("the", "sides"), ("the", "leaders"), ("they",))  # fmt: skip
LEADS = frozenset("with amid facing despite during after following in at on".split())
CLAUSE_OPENERS = frozenset({"and", "but", "while", "yet", "whereas", "so"})


@dataclass(frozen=True, slots=True)
class Head:
    """A unit at which words may be taken up: a predicate whose subject is the speaker, or what the speaker is said to have said."""

    at: int
    is_predicate: bool


@dataclass(frozen=True, slots=True)
class Premise:
    """One citation as units; `reported` are the classes of the verbs of saying in it."""

    citation: Citation
    readout: Readout
    names: Names
    units: tuple[Unit, ...]
    heads: tuple[Head, ...]
    reported: frozenset[int]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose words it holds; empty for narration."""
        return self.citation.speakers

    def may_start(self, at: int) -> str | None:
        """Return the word of polarity that taking words up at a unit would leave out in front, or None.

        Looked for back to the last mark that ends a clause: ";" or ".", or a comma with "and" or "but" behind it.
        """
        for i in range(at - 1, -1, -1):
            unit = self.units[i]
            if unit.stop in HARD_STOPS and unit.stop:
                return None
            if unit.key in words_of("polarity") or unit.key in words_of("condition"):
                return unit.key
            if unit.stop == "," and (self.units[i + 1].key in CLAUSE_OPENERS or self._is_lead(i)):
                return None
        return None

    def _is_lead(self, comma: int) -> bool:
        """Tell whether a leading phrase ends at a comma, behind which the main clause begins: "With the world changing, China ..."."""
        start = next((i + 1 for i in range(comma - 1, -1, -1) if self.units[i].stop in HARD_STOPS and self.units[i].stop), 0)
        lead, behind = [unit.key for unit in self.units[start : comma + 1]], self.units[comma + 1]
        opens = lead[0] in LEADS and not words_of("polarity").intersection(lead[:3]) and lead[-1] != "that"
        begins = behind.is_name or behind.key in PRONOUNS or behind.key == "the"
        return opens and begins and not words_of("condition").intersection(lead)

    def may_end(self, at: int, quoted: bool) -> str | None:
        """Return the word that makes it wrong to stop before unit `at`, or None.

        Words of one's own stop at a mark, or before an "and" behind which a new phrase begins: "peace and security talks" is
        not cut in two. A quote may also stop before a small word. Neither leaves a condition out.
        """
        rest = self.units[at:]
        if not rest:
            return None
        last = self.units[at - 1]
        joined = rest[0].key == "and" and len(rest) > 1 and (rest[1].is_name or rest[1].key in words_of("opens_phrase"))
        if not last.stop and not joined and not (quoted and rest[0].key in words_of("after_quote")):
            return rest[0].key
        for unit in rest:
            if unit.key in words_of("condition"):
                return unit.key
            if unit.stop in HARD_STOPS and unit.stop:
                break
        return None


def read_premise(evidence: Evidence, marker: int) -> Premise:
    """Read the evidence that a marker cites, as the reader is shown it."""
    citation = cite(evidence, marker)
    names = names_of(evidence.readout.people)
    units = read_units(citation.quote, names)
    reported = frozenset(found for unit in units if (found := reporting_class(unit.key)) is not None)
    return Premise(citation, evidence.readout, names, units, tuple(_heads(citation.speakers, names, units)), reported)


def _heads(speakers: Sequence[str], names: Names, units: Sequence[Unit]) -> Iterator[Head]:
    """Yield where words may be taken up: at its beginning, and in each sentence behind the speaker and behind what reports."""
    starts = [0, *(i + 1 for i, unit in enumerate(units[:-1]) if unit.stop in (".", "!", "?", "…") and units[i + 1].is_capital)]
    for start in starts:
        yield Head(start, False)
        verb = _behind_subject(speakers, names, units, start)
        if verb is None:
            continue
        yield Head(verb, True)
        if reporting_class(units[verb].key) is not None:
            yield from _reported(units, verb)
        yield from _further(units, verb)


def _reported(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield where what a verb of saying reports begins: behind it, and behind "out" and "that"."""
    at = verb + 1
    while at < len(units) and units[at].key in ("out", "that") and at <= verb + 2:
        at += 1
    if at < len(units) and (at > verb + 1 or units[verb].stop):
        yield Head(at, False)


def _further(units: Sequence[Unit], verb: int) -> Iterator[Head]:
    """Yield the further verbs of saying of one subject, and what they report: "thanked him and reiterated that ..."."""
    for at in range(verb + 1, len(units) - 1):
        if units[at].key in ("who", "whom", "which"):
            return
        if units[at - 1].key == "and" and reporting_class(units[at].key) is not None and units[at].key.endswith(("ed", "said", "told")):
            yield Head(at, True)
            if units[at + 1].key == "that":
                yield Head(at + 2, False)


def _behind_subject(speakers: Sequence[str], names: Names, units: Sequence[Unit], start: int) -> int | None:
    """Return the unit behind the speaker, where the speaker or a pronoun is all of a sentence's subject; None where not."""
    at = past_lead(units, start)
    if at >= len(units):
        return None
    end = past_speakers(units, at, speakers, names)
    if end is None and units[at].key in PRONOUNS and speakers:
        end = at + 1
    if end is None:
        return None
    while end < len(units) and units[end].key in words_of("adverb"):
        end += 1
    return end if end < len(units) else None


def past_lead(units: Sequence[Unit], start: int) -> int:
    """Return where a sentence goes on behind a phrase and its comma ("In turn,"); nothing that turns its sense may stand there."""
    for at in range(start, min(start + 8, len(units))):
        unit = units[at]
        if unit.key in words_of("polarity") or unit.key in words_of("condition") or unit.key[0] == PERSON:
            return start
        if unit.stop == ",":
            return at + 1
        if unit.stop:
            return start
    return start


def past_speakers(units: Sequence[Unit], at: int, speakers: Sequence[str], names: Names) -> int | None:
    """Return the place behind a mention of exactly these speakers, joined by "and" and commas; None where there is none."""
    if tuple(speakers) == (BOTH_SIDES,):
        begin = at + 1 if units[at].key == "the" and at + 1 < len(units) and units[at + 1].key in ("two", "both") else at
        return next((begin + len(words) for words in JOINT if tuple(u.key for u in units[begin : begin + len(words)]) == words), None)
    missing = list(speakers)
    while missing:
        found = next((end for name in missing if (end := _past_one(units, at, name, names)) is not None), None)
        if found is None:
            return None
        missing.remove(next(name for name in missing if _past_one(units, at, name, names) is not None))
        at = found
        if missing and at < len(units) and units[at].key == "and":
            at += 1
    return at if speakers and not units[at - 1].is_possessive else None


def _past_one(units: Sequence[Unit], at: int, name: str, names: Names) -> int | None:
    """Return the place behind a mention of one speaker: a person of the readout, or a side or group as it is called."""
    if at >= len(units):
        return None
    if units[at].key == "the" and at + 1 < len(units) and name not in names.sides:
        at += 1
    if units[at].key == PERSON + name:
        return at + 1
    if name in names.titles:
        title = read_units(names.titles[name], names)
        at = at + 1 if units[at].key == "the" and at + 1 < len(units) else at
        begin = at + 1 if units[at].key[0] == COUNTRY and is_side(names.sides[name], units[at].key) else at
        if title and tuple(u.key for u in units[begin : begin + len(title)]) == tuple(u.key for u in title):
            return begin + len(title)
    called = read_units(name.removeprefix("The "), names)
    if tuple(u.key for u in units[at : at + len(called)]) == tuple(u.key for u in called):
        return at + len(called)
    # A speaker whom the readout does not list among its people is named by the words of the name.
    words = name_words(name)
    if name not in names.sides and len(words) > 1 and units[at].is_capital and units[at].key in words:
        end = at
        while end < len(units) and units[end].key in words:
            end += 1
        return end
    return None

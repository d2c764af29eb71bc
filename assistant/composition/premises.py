"""What one citation says, read for checking.

Whose it is, what may be taken out of it, and where it may be cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.composition.citing import cite
from assistant.composition.heads import DEPENDENT, Head, find_heads, is_past
from assistant.composition.naming import past_speakers
from assistant.composition.prose import quotes
from assistant.composition.units import PERSON, Names, Unit, names_of, read_units
from assistant.composition.vocabulary import find_phrase, reporting_class, words_of
from assistant.domain.answer import Citation, Evidence
from assistant.domain.readout import Readout, Sentence

OPENING = "“\"«‘'"
CLAUSE_OPENERS = frozenset({"and", "but", "while", "yet", "whereas", "so"})


@dataclass(frozen=True, slots=True)
class Premise:
    """One citation as units.

    `starts` are where its sentences begin, `reported` the classes of the speaker's verbs of saying
    in it, `marked` the units that it puts in quotation marks of its own, and `present` the two who
    its readout's title says met; `pronoun` is what the readout calls its one speaker, where it
    does.
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
        """Tell whether words may be taken up at a unit.

        No negation or condition stands before it that would be left out.

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

        They may at the end of a sentence; at a comma before "noting"; before "and" where what the
        same subject did or said next follows; and where a sentence's opening quote ends. What
        follows in the sentence may hold no condition, and not begin with a negation: they might
        govern what was taken.
        """
        end = self._end(at)
        if at == end:
            return True
        goes_on = self.units[at - 1].stop == "," and (
            self.units[at].key in words_of("goes_on") or self._is_next_report(start, at)
        )
        if self.asks(at) or not (goes_on or self._is_next_act(start, at) or self._closes_quote(at)):
            return False
        return not any(self._turns(i, i <= at + 1) for i in range(at, end))

    def _is_next_report(self, start: int, at: int) -> bool:
        """Tell whether "and that ..." follows what "that" opened, or "and" with a past verb of saying what the speaker did."""
        keys = [unit.key for unit in self.units[at : at + 3]]
        if keys[:2] == ["and", "that"]:
            is_clause = len(keys) > 2 and keys[2] not in (
                "is",
                "was",
                "are",
                "were",
                "would",
                "has",
                "had",
            )
            return is_clause and start > 0 and self.units[start - 1].key == "that"
        return (
            keys[:1] == ["and"] and len(keys) > 1 and is_past(keys[1]) and self._is_speakers(start)
        )

    def _is_speakers(self, start: int) -> bool:
        """Tell whether what is taken up is the speaker's own act, or told by a verb of saying.

        A past verb goes on with it.
        """
        told = start > 0 and (
            self.units[start - 1].key in ("that", "out")
            or reporting_class(self.units[start - 1].key) is not None
        )
        return told or any(head.at == start and head.is_predicate for head in self.heads)

    def _is_next_act(self, start: int, at: int) -> bool:
        """Tell whether "and" with a past verb of saying follows.

        What the same subject did next, and no part of the phrase before.
        """
        keys = [unit.key for unit in self.units[start : at + 2]]
        if (
            self.units[at].key != "and"
            or at + 1 >= len(self.units)
            or DEPENDENT.intersection(keys)
            or not self._is_speakers(start)
        ):
            return False
        return is_past(keys[-1]) and not is_past(
            self.units[at - 1].key
        )  # "the plan agreed and announced" is one phrase

    def _closes_quote(self, at: int) -> bool:
        """Tell whether a quote that opens the sentence ends before a unit, and "said X" or "X said" is all that follows."""
        text, first = (
            self.citation.quote,
            max((start for start in self.starts if start < at), default=0),
        )
        begin = len(text[: self.units[first].start].rstrip(OPENING))
        end = self.units[self._end(at) - 1].end
        found = quotes(text[begin:end])
        if not (
            found
            and len(found) == 1
            and self._is_tag(at)
            and text[begin : begin + 1] in tuple(OPENING)
        ):
            return False
        return (
            found[0].start == 1
            and self.units[at - 1].end <= begin + found[0].end <= self.units[at].start
        )

    def _is_tag(self, at: int) -> bool:
        """Tell whether "said X" or "X said" begins at a unit, X being the speaker."""
        verb_first = reporting_class(self.units[at].key) is not None
        subject = at + 1 if verb_first else at
        if subject >= len(self.units):
            return False
        end = past_speakers(self.units, subject, self.speakers, self.names)
        if (
            end is None
            and self.units[subject].key in ("he", "she")
            and self.readout.kind != "transcript"
        ):
            end = subject + 1
        return end is not None and (
            verb_first
            or (end < len(self.units) and reporting_class(self.units[end].key) is not None)
        )

    def asks(self, at: int) -> bool:
        """Tell whether the sentence of the unit before `at` is a question."""
        return self.units[self._end(at) - 1].stop == "?"

    def _end(self, at: int) -> int:
        """Return where the sentence of the unit before `at` ends."""
        return next((start for start in self.starts if start >= at), len(self.units))

    def _turns(self, at: int, negated: bool = True) -> bool:
        keys = [unit.key for unit in self.units[at : at + 3]]
        return (negated and keys[0] in words_of("polarity")) or find_phrase(
            "condition", keys, 0
        ) is not None


def read_premise(evidence: Evidence, marker: int) -> Premise:
    """Read the evidence that a marker cites, as the reader is shown it."""
    citation, readout = cite(evidence, marker), evidence.readout
    names = names_of(readout.people)
    units = read_units(citation.quote, names)
    offsets = [
        s.start - citation.start
        for s in readout.sentences
        if citation.start <= s.start < citation.end
    ]
    starts = tuple(
        sorted({i for offset in offsets for i in [_first(units, offset)] if i < len(units)})
    )
    theirs = _speaks_within_quotes(readout, evidence.sentence)
    heads = (
        ()
        if theirs
        else tuple(
            find_heads(citation.speakers, names, units, starts, readout.kind == "transcript")
        )
    )
    verbs = (reporting_class(units[head.at].key) for head in heads if head.is_predicate)
    reported = frozenset(verb for verb in verbs if verb is not None)
    marked, present = _marked(citation.quote, units), _met(read_units(readout.title, names))
    return Premise(
        citation,
        readout,
        names,
        units,
        starts,
        heads,
        reported,
        marked,
        present,
        _pronoun(readout, citation.speakers),
    )


def _met(title: Sequence[Unit]) -> frozenset[str]:
    """Return the two whom a title says met.

    Such as "President Lindqvist's Call with Prime Minister Andrade"; nobody where it names others.
    """
    people = [(i, unit.key[1:]) for i, unit in enumerate(title) if unit.key[0] == PERSON]
    met = len(people) == 2 and people[1][0] > 0 and title[people[1][0] - 1].key in ("with", "and")
    return (
        frozenset(name for _, name in people)
        if met and not {"by", "from"} & {unit.key for unit in title}
        else frozenset()
    )


def _pronoun(readout: Readout, speakers: tuple[str, ...]) -> str | None:
    """Return "he" or "she" where the readout opens a sentence of its speaker with one of them only; in a transcript none is theirs."""
    if len(speakers) != 1 or readout.kind == "transcript":
        return None
    opening = {
        sentence.text.split(" ", 1)[0].casefold()
        for sentence in readout.sentences
        if sentence.speakers == speakers
    }
    found = opening & {"he", "she"}
    return next(iter(found)) if len(found) == 1 else None


def _marked(text: str, units: Sequence[Unit]) -> frozenset[int]:
    """Return the units in quotation marks, but for a quote that opens the text.

    What is called “free” is not free.
    """
    inner = [quote for quote in quotes(text) or () if quote.start > 1]
    return frozenset(
        i
        for i, unit in enumerate(units)
        if any(quote.start <= unit.start < quote.end for quote in inner)
    )


def _speaks_within_quotes(readout: Readout, sentence: Sentence) -> bool:
    """Tell whether a sentence stands in a quote that the speaker gives of somebody else, who is named in an earlier sentence.

    A paragraph that opens with a quotation mark is the speaker's own words in an account, and
    another's in a transcript.
    """
    begin = next(
        (p.start for p in readout.paragraphs if p.start <= sentence.start < p.end), sentence.start
    )
    before = readout.text[begin : sentence.start]
    spoken = readout.kind == "transcript"
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    if opened:
        return spoken or before.lstrip()[:1] not in ("“", '"')
    whole = sentence.text[:1] in ("“", '"') and sentence.text[-1:] in ("”", '"')
    return spoken and whole


def _first(units: Sequence[Unit], offset: int) -> int:
    return next((i for i, unit in enumerate(units) if unit.start >= offset), len(units))

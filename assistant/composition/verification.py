"""The strict verifier: each sentence that a language model wrote is held against the sentences it cites, and told a verdict.

A quote must stand in a cited sentence, white space and the shape of quotation marks folded, a last
full stop or comma aside. The speaker named must be the cited sentence's, and everything outside
quotes must be the cited words too, unbroken (see `bearing`). There is no measure of similarity:
"China will use force" is very near to "China will not use force".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.composition.bearing import UNCLEAR, Word, bears
from assistant.composition.containment import holds
from assistant.composition.framing import MONTHS, Frame, Misframed, Mode, frames
from assistant.composition.objections import DAYS, objection
from assistant.composition.premises import Premise, read_premise
from assistant.composition.prose import MARKERS, Piece, Quote, Sentences, pieces, quotes
from assistant.composition.units import COUNTRY, PERSON, Unit, names_of, read_units
from assistant.domain.answer import Checked, Evidence, Verdict, Verification
from assistant.domain.readout import BOTH_SIDES, Person, Readout
from assistant.names import name_words
from assistant.text import fold

MARKUP = re.compile(r"[<>\[\]{}|\\~^_‟‛‚‹›]|https?:|www\.")
POINTING = frozenset("he she it they this these those latter former both".split())


def verify(text: str, evidence: Sequence[Evidence]) -> Verification:
    """Return the verdict on every sentence of a text that cites evidence by [1], [2].

    Its numbers in the order given.
    """
    verifier = Verifier(evidence)
    return Verification((*verifier.feed(text), *verifier.finish()))


class Verifier:
    """Verifies prose while it is being written.

    The same verdicts however the text is cut into pieces.
    """

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._premises = {
            marker: read_premise(item, marker) for marker, item in enumerate(evidence, 1)
        }
        self._people = _people([item.readout for item in evidence])
        self._is_one_readout = len({item.readout.id for item in evidence}) == 1
        self._sentences = Sentences()
        self._before: Premise | None = (
            None  # what the sentence before tells, where it passed: whom "he" means
        )
        self._mode: Mode = "fact"  # of the piece before
        self._last: Premise | None = (
            None  # what the last sentence tells that passed: what "this" would be taken to mean
        )

    def feed(self, text: str) -> list[Checked]:
        """Add text; return the verdicts on the sentences now complete."""
        return [self._check(*sentence) for sentence in self._sentences.feed(text)]

    def finish(self) -> list[Checked]:
        """Return the verdicts on the sentences that remain."""
        return [self._check(*sentence) for sentence in self._sentences.finish()]

    def _check(self, before: str, sentence: str) -> Checked:
        quoted = quotes(sentence)
        if quoted is None:
            self._before = None
            return Checked(sentence, "altered quote", (), "a quotation mark has no partner", before)
        found = pieces(sentence, quoted)
        verdict: Verdict = "no citation"
        detail = ""
        verdicts: list[Verdict] = []
        told: Premise | None = None  # by the piece before this one
        meant = self._before
        for piece in found:
            verdict, detail, premise = self._judge(sentence, piece, quoted, told, meant)
            verdicts.append(verdict)
            if verdict not in ("verbatim", "supported"):
                break
            told = premise
            meant = (
                premise
                if premise
                and self._mode == "say"
                and not self._names_others(sentence[piece.start : piece.end], premise)
                else None
            )
        else:
            verdict = "supported" if "supported" in verdicts else verdict
        passed = bool(verdicts) and verdict in ("verbatim", "supported")
        self._before = meant if passed else None
        self._last = told if passed else self._last
        markers = tuple(dict.fromkeys(marker for piece in found for marker in piece.markers))
        return Checked(_tidy(sentence, quoted), verdict, markers, "" if passed else detail, before)

    def _names_others(self, text: str, premise: Premise) -> bool:
        """Tell whether words name anybody besides their speakers.

        Behind them, "he" might be one of these.
        """
        sides = {word.casefold() for person in self._people for word in person.side.split()}
        speakers = {PERSON + name for name in premise.speakers} | sides
        units = read_units(text, names_of(self._people))
        return any(
            unit.key not in speakers
            and (
                unit.key[0] == PERSON
                or (
                    unit.is_capital
                    and place
                    and unit.key[0] != COUNTRY
                    and unit.key not in MONTHS | DAYS
                )
            )
            for place, unit in enumerate(units)
        )

    def _judge(
        self,
        sentence: str,
        piece: Piece,
        quoted: Sequence[Quote],
        told: Premise | None,
        meant: Premise | None,
    ) -> tuple[Verdict, str, Premise | None]:
        """Return the verdict on a piece, why, and its premise.

        `told` is that of the piece before, `meant` whose "he" would be.
        """
        if not piece.markers:
            return "no citation", "", None
        missing = [marker for marker in piece.markers if marker not in self._premises]
        if missing:
            return "citation out of range", f"there is no [{missing[0]}]", None
        premises = [self._premises[marker] for marker in piece.markers]
        inside = [
            quote for quote in quoted if piece.start <= quote.start and quote.end <= piece.end
        ]
        for quote in inside:
            quote_text = sentence[quote.start : quote.end]
            if not any(holds(premise.citation.quote, quote_text) for premise in premises):
                return (
                    "altered quote",
                    f"“{quote_text}” does not stand in {_listed(piece.markers)}",
                    None,
                )
        if len({frozenset(premise.speakers) for premise in premises}) > 1:
            return (
                "wrong speaker",
                f"{_listed(piece.markers)} are the words of different speakers",
                None,
            )
        if MARKUP.search(
            "".join(
                sentence[i]
                for i in range(piece.start, piece.end)
                if not any(q.start <= i < q.end for q in inside)
            )
        ):
            return "markup", "", None
        words, units = _words(sentence, piece, inside, premises)
        if told and not self._may_follow(units, premises, told, sentence):
            return "unverified", "it could be taken for what the piece before it tells", None
        verdict, detail = self._weigh(
            sentence[piece.start : piece.end], words, units, premises, told, meant
        )
        return verdict, detail, premises[0]

    def _weigh(
        self,
        text: str,
        words: Sequence[Word],
        units: Sequence[Unit],
        premises: Sequence[Premise],
        told: Premise | None,
        meant: Premise | None,
    ) -> tuple[Verdict, str]:
        quoted = [word.quote is not None for word in words]
        readings: list[list[Frame]] = []
        for premise in premises:
            goes_on = (
                told is not None
                and self._mode == "say"
                and (told.speakers, told.readout.id) == (premise.speakers, premise.readout.id)
            )
            found = frames(units, premise, quoted, meant, goes_on)
            if isinstance(found, Misframed):
                return found.verdict, found.detail
            readings.append(found)
        for frame in readings[0]:
            content = words[frame.start : frame.end]
            if all(frame in reading for reading in readings) and bears(content, premises, frame):
                own = [*units[: frame.start], *units[frame.end :]]
                if any(unit.stop and unit.stop in "!?…" for unit in own):
                    return "unverified", "it holds marks of doubt"
                points = content[0].unit.key in UNCLEAR or (
                    len(content) > 1 and content[1].unit.key in POINTING
                )
                if points and not self._follows(premises[0], told or self._last):
                    return "unverified", "what it points to stands before it in the readout"
                if not all(self._is_clear(own, text, premise, told, meant) for premise in premises):
                    return "unverified", "whom it means could be several"
                self._mode = frame.mode
                return (
                    "verbatim" if all(word.quote is not None for word in content) else "supported"
                ), ""
        start = readings[0][0].start if readings[0] else 0
        return objection(units[start:], premises, start == 0)

    def _may_follow(
        self, units: Sequence[Unit], premises: Sequence[Premise], told: Premise, sentence: str
    ) -> bool:
        """Tell whether a piece may stand behind another in a sentence without coming under it.

        The account's own words would be the speaker's, another's words those of whom "according to"
        names, and another readout's those of the day or event in front.
        """
        if told.speakers and not premises[0].speakers:
            return False
        lead = sentence.split(" ", 1)[0].casefold()
        if lead in ("in", "on", "at", "during", "according") and any(
            premise.readout.id != told.readout.id for premise in premises
        ):
            return False
        if all(premise.speakers == told.speakers for premise in premises):
            return True
        parted = bool(units) and (self._mode != "say" or units[0].key == "while")
        return parted and lead != "according"

    def _follows(self, premise: Premise, before: Premise | None) -> bool:
        """Tell whether nothing stands before that "this" could be taken to mean, or just what it means in the readout."""
        if before is None:
            return True
        between = premise.readout.text[before.citation.end : premise.citation.end]
        sentence = (
            premise.citation.quote[premise.units[premise.starts[-1]].start :]
            if premise.starts
            else premise.citation.quote
        )
        return before.readout.id == premise.readout.id and between.strip() == sentence.strip()

    def _is_clear(
        self,
        own: Sequence[Unit],
        text: str,
        premise: Premise,
        told: Premise | None,
        meant: Premise | None,
    ) -> bool:
        """Tell whether nobody else in all of the evidence could be meant by how the speakers are named.

        Among several readouts an office alone is not enough, and "the two leaders" are those of the
        sentence before or of a day.
        """
        pointed = {unit.key for unit in own} & {"he", "she", "they"}
        if premise.speakers == (BOTH_SIDES,):
            before = told or meant
            same = before is not None and before.readout.id == premise.readout.id
            return self._is_one_readout or same or any(unit.key.isdigit() for unit in own)
        for speaker in premise.speakers:
            words = name_words(speaker)
            named = any(unit.key == PERSON + speaker for unit in own)
            if not (
                named
                or pointed
                or self._is_one_readout
                or (told and not own)
                or speaker not in premise.names.sides
            ):
                return False
            others = [
                p.name
                for p in self._people
                if name_words(p.name) & words and not _is_short_for(p.name, speaker)
            ]
            if named and others and speaker not in text:
                return False
        return True


def _words(
    sentence: str, piece: Piece, inside: Sequence[Quote], premises: Sequence[Premise]
) -> tuple[list[Word], tuple[Unit, ...]]:
    units = read_units(
        sentence[piece.start : piece.end],
        names_of(_people([premise.readout for premise in premises])),
    )
    found = []
    for unit in units:
        start = unit.start + piece.start
        quote = next(
            (i for i, quote in enumerate(inside) if quote.start <= start < quote.end), None
        )
        found.append(Word(unit, quote))
    return found, units


def _is_short_for(one: str, other: str) -> bool:
    """Tell whether the words of one name all stand in the other, and their initials do not differ.

    George W., George H. W.
    """
    first, second = ({word.strip(".") for word in fold(name).split()} for name in (one, other))
    initials = [{word for word in words if len(word) == 1} for words in (first, second)]
    return (first <= second or second <= first) and (
        not all(initials) or initials[0] == initials[1]
    )


def _people(readouts: Sequence[Readout]) -> tuple[Person, ...]:
    """Return the people of several readouts, those of one name once."""
    return tuple(
        {person.name: person for readout in readouts for person in readout.people}.values()
    )


def _tidy(sentence: str, quoted: Sequence[Quote]) -> str:
    """Return a sentence with its markers written one way: "[1, 2]" is "[1][2]"."""
    parts: list[str] = []
    position = 0
    for match in _own_markers(sentence, quoted):
        parts += [
            sentence[position : match.start()],
            "".join(f"[{int(number)}]" for number in re.findall(r"[0-9]+", match[1])),
        ]
        position = match.end()
    return "".join([*parts, sentence[position:]])


def _own_markers(sentence: str, quoted: Sequence[Quote]) -> Iterator[re.Match[str]]:
    return (
        m
        for m in MARKERS.finditer(sentence)
        if not any(quote.start <= m.start() < quote.end for quote in quoted)
    )


def _listed(markers: Sequence[int]) -> str:
    return "".join(f"[{marker}]" for marker in markers)

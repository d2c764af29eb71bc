"""The strict verifier: each sentence that a language model wrote is held against the sentences it cites, and told a verdict.

A quote must stand in a cited sentence, white space and the shape of quotation marks folded, a last full stop or comma aside. The
speaker named must be the cited sentence's, and everything outside quotes must be the cited words too, unbroken (see
`bearing`). There is no measure of similarity: "China will use force" is very near to "China will not use force".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.composition.bearing import Word, bears
from assistant.composition.framing import MONTHS, Frame, Misframed, frames
from assistant.composition.premises import Premise, read_premise
from assistant.composition.prose import EMPHASIS, MARKERS, Piece, Quote, Sentences, pieces, quotes
from assistant.composition.units import PERSON, Unit, names_of, read_units
from assistant.composition.vocabulary import words_of
from assistant.domain.answer import Checked, Evidence, Verdict, Verification
from assistant.domain.readout import Person, Readout
from assistant.text import fold_quotes

MARKUP = re.compile(r"[<>\[\]{}|\\~^_‟‛‚‹›]|https?:|www\.")
LAST_MARK = ".,;:"
GLUE = frozenset("-'–%$€£¥")
YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half quarter third percent
    double triple twice first second hundreds thousands millions billions dozens % $ € £ ¥""".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow".split())


def verify(text: str, evidence: Sequence[Evidence]) -> Verification:
    """Return the verdict on every sentence of a text that cites evidence by [1], [2]: its numbers in the order given."""
    verifier = Verifier(evidence)
    return Verification((*verifier.feed(text), *verifier.finish()))


class Verifier:
    """Verifies prose while it is being written: the same verdicts however the text is cut into pieces."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._premises = {marker: read_premise(item, marker) for marker, item in enumerate(evidence, 1)}
        self._everybody = names_of(_people([item.readout for item in evidence]))
        self._sentences = Sentences()
        self._speakers: tuple[str, ...] | None = None  # of the sentence before, where it passed: whom "he" means

    def feed(self, text: str) -> list[Checked]:
        """Add text; return the verdicts on the sentences now complete."""
        return [self._check(*sentence) for sentence in self._sentences.feed(text)]

    def finish(self) -> list[Checked]:
        """Return the verdicts on the sentences that remain."""
        return [self._check(*sentence) for sentence in self._sentences.finish()]

    def _check(self, before: str, sentence: str) -> Checked:
        quoted = quotes(sentence)
        if quoted is None:
            self._speakers = None
            return Checked(sentence, "altered quote", (), "a quotation mark has no partner", before)
        found = pieces(sentence, quoted)
        verdicts: list[tuple[Verdict, str]] = []
        speakers: tuple[str, ...] | None = None
        for piece in found:
            verdict, detail, speakers = self._judge(sentence, piece, quoted, speakers)
            verdicts.append((verdict, detail))
        failed = next(((verdict, detail) for verdict, detail in verdicts if verdict not in ("verbatim", "supported")), None)
        if not verdicts:
            failed = ("no citation", "")
        verdict = failed[0] if failed else "supported" if any(v == "supported" for v, _ in verdicts) else "verbatim"
        self._speakers = None if failed or self._names_others(sentence, speakers) else speakers
        markers = tuple(dict.fromkeys(marker for piece in found for marker in piece.markers))
        return Checked(_tidy(sentence, quoted), verdict, markers, failed[1] if failed else "", before)

    def _names_others(self, sentence: str, speakers: tuple[str, ...] | None) -> bool:
        """Tell whether a sentence names people besides its speakers: behind it, "he" might be one of them."""
        named = {unit.key[1:] for unit in read_units(sentence, self._everybody) if unit.key[0] == PERSON}
        return bool(named - set(speakers or ()))

    def _judge(
        self, sentence: str, piece: Piece, quoted: Sequence[Quote], named: tuple[str, ...] | None
    ) -> tuple[Verdict, str, tuple[str, ...] | None]:
        """Return the verdict on a piece, why, and whom it named; `named` is whom the piece before it in the sentence did."""
        if not piece.markers:
            return "no citation", "", None
        missing = [marker for marker in piece.markers if marker not in self._premises]
        if missing:
            return "citation out of range", f"there is no [{missing[0]}]", None
        premises = [self._premises[marker] for marker in piece.markers]
        inside = [quote for quote in quoted if piece.start <= quote.start and quote.end <= piece.end]
        for quote in inside:
            quote_text = sentence[quote.start : quote.end]
            if not any(holds(premise.citation.quote, quote_text) for premise in premises):
                return "altered quote", f"“{quote_text}” does not stand in {_listed(piece.markers)}", None
        speakers = {frozenset(premise.speakers): premise.speakers for premise in premises}
        if len(speakers) > 1:
            return "wrong speaker", f"{_listed(piece.markers)} are the words of different speakers", None
        words, units = _words(sentence, piece, inside, premises)
        own = "".join(sentence[i] for i in range(piece.start, piece.end) if not any(quote.start <= i < quote.end for quote in inside))
        verdict, detail = self._weigh(own, words, units, premises, named)
        return verdict, detail, premises[0].speakers

    def _weigh(
        self, own: str, words: Sequence[Word], units: Sequence[Unit], premises: Sequence[Premise], named: tuple[str, ...] | None
    ) -> tuple[Verdict, str]:
        quoted = [word.quote is not None for word in words]
        # A pronoun means whom this sentence named already, else whom the one before did.
        readings: list[list[Frame]] = []
        for premise in premises:
            found = frames(units, premise, quoted, named or self._speakers, named == premise.speakers)
            if isinstance(found, Misframed):
                return found.verdict, found.detail
            readings.append(found)
        if MARKUP.search(own):
            return "unverified", "it holds markup"
        for frame in readings[0]:
            content = words[frame.start : frame.end]
            if all(frame in reading for reading in readings) and bears(content, premises, frame.mode):
                return ("verbatim" if all(word.quote is not None for word in content) else "supported"), ""
        return _objection(units, words, readings[0], premises)


def holds(text: str, quote: str) -> bool:
    """Tell whether a quote stands in a text, in whole words; its last mark may be the writer's, and emphasis is no word."""
    folded = fold_quotes(EMPHASIS.sub("", quote).strip().rstrip(LAST_MARK))[0]
    whole = fold_quotes(EMPHASIS.sub("", text))[0]
    at = whole.find(folded) if folded else -1
    while at >= 0:
        end = at + len(folded)
        before, first, last, behind = whole[max(0, at - 2) : at], folded[0], folded[-1], whole[end : end + 2]
        opens = not _joins(before[-1:], first) and not (first.isdigit() and before[-1:] in (",", ".") and before[:1].isdigit())
        if opens and not _joins(last, behind[:1], behind[1:]):
            return True
        at = whole.find(folded, at + 1)
    return False


def _joins(left: str, right: str, beyond: str = "") -> bool:
    """Tell whether two neighbouring characters are of one word or number: "one-China", "3,500", "5%"."""
    if left.isdigit() and right in (",", ".") and right and beyond.isdigit():
        return True
    return bool(left and right) and (left.isalnum() or left in GLUE) and (right.isalnum() or right in GLUE)


def _words(sentence: str, piece: Piece, inside: Sequence[Quote], premises: Sequence[Premise]) -> tuple[list[Word], tuple[Unit, ...]]:
    units = read_units(sentence[piece.start : piece.end], names_of(_people([premise.readout for premise in premises])))
    found = []
    for unit in units:
        start = unit.start + piece.start
        quote = next((i for i, quote in enumerate(inside) if quote.start <= start < quote.end), None)
        found.append(Word(unit, quote))
    return found, units


def _people(readouts: Sequence[Readout]) -> tuple[Person, ...]:
    """Return the people of several readouts, those of one name once."""
    return tuple({person.name: person for readout in readouts for person in readout.people}.values())


def _objection(units: Sequence[Unit], words: Sequence[Word], found: Sequence[Frame], premises: Sequence[Premise]) -> tuple[Verdict, str]:
    """Return what prose holds that its premises do not: a date, number, name, negation or modal; else it cannot be decided."""
    start = found[0].start if found else 0
    content = [word.unit for word in words[start:]]
    told = Counter(unit.key for premise in premises for unit in premise.units)
    strange = [unit for i, unit in enumerate(content) if unit.key not in told]
    for unit in strange:
        if (unit.key in MONTHS and unit.is_capital) or unit.key in DAYS or YEAR.fullmatch(unit.key):
            return "unsupported date", unit.key
    for unit in strange:
        if any(char.isdigit() for char in unit.key) or unit.key in NUMBERS:
            return "unsupported number", unit.key
    for i, unit in enumerate(content):
        if unit.key not in told and (unit.is_name or (unit.is_capital and start + i and unit.key != "i")):
            return "unsupported name", unit.key.lstrip("@#")
    own = Counter(unit.key for unit in content)
    turning: tuple[tuple[str, Verdict], ...] = (("polarity", "unsupported negation"), ("modal", "unsupported modal"))
    for name, verdict in turning:
        for word in sorted(words_of(name)):
            if own[word] > told[word]:
                return verdict, word
            if own[word] < told[word] and _is_near(word, content, premises):
                return verdict, f"“{word}” is left out"
    return "unverified", "it goes beyond the cited words"


def _is_near(word: str, content: Sequence[Unit], premises: Sequence[Premise]) -> bool:
    """Tell whether a word stands next to words of the premise that prose took up: it would be left out of these."""
    own = {unit.key for unit in content}
    for premise in premises:
        keys = [unit.key for unit in premise.units]
        for at, key in enumerate(keys):
            if key == word and own & set(keys[max(0, at - 2) : at + 3]):
                return True
    return False


def _tidy(sentence: str, quoted: Sequence[Quote]) -> str:
    """Return a sentence with its markers written one way: "[1, 2]" is "[1][2]"."""
    parts: list[str] = []
    position = 0
    for match in _own_markers(sentence, quoted):
        parts += [sentence[position : match.start()], "".join(f"[{int(number)}]" for number in re.findall(r"[0-9]+", match[1]))]
        position = match.end()
    return "".join([*parts, sentence[position:]])


def _own_markers(sentence: str, quoted: Sequence[Quote]) -> Iterator[re.Match[str]]:
    return (m for m in MARKERS.finditer(sentence) if not any(quote.start <= m.start() < quote.end for quote in quoted))


def _listed(markers: Sequence[int]) -> str:
    return "".join(f"[{marker}]" for marker in markers)

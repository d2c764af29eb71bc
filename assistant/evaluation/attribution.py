"""Judge the speakers of sentences against labelled ones: right, a wrong name, or silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import find_files, read_bytes, read_document
from assistant.domain.readout import BOTH_SIDES, Readout, Sentence
from assistant.errors import GoldError
from assistant.evaluation.json_lines import read_rows
from assistant.gazetteer import find_country
from assistant.issuers import home_of
from assistant.names import name_words
from assistant.text import fold
from assistant.wordlists import read_rows as read_vocabulary

Outcome = Literal["right", "wrong", "silent"]
LABEL_TYPES = ("one person", "both sides", "side or group", "several", "narration")


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A labelled sentence: the readout's file name, its words with white space folded, its speakers (none: narration)."""

    readout: str
    sentence: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """How one sentence came out.

    `found` is None where the readout was not cut into this sentence.
    """

    gold: GoldSentence
    found: tuple[str, ...] | None
    reason: str | None
    outcome: Outcome
    label_type: str
    issuer: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some sentences; `refused` of the silent ones carry a reason."""

    name: str
    sentences: int
    right: int
    wrong: int
    silent: int
    refused: int

    @property
    def accuracy(self) -> float:
        """The share of sentences with the right speakers, 0..1."""
        return self.right / self.sentences if self.sentences else 0.0

    @property
    def wrong_rate(self) -> float:
        """The share of sentences under a name that is not theirs, 0..1."""
        return self.wrong / self.sentences if self.sentences else 0.0


def read_attribution_gold(path: str) -> tuple[GoldSentence, ...]:
    """Return the labelled sentences of a JSON-lines file.

    GoldError names file, line and field of what is wrong.
    """
    return tuple(_row(row, place) for row, place in read_rows(path, "sentence"))


def judge_attribution(
    gold: Sequence[GoldSentence], places: Sequence[str]
) -> tuple[SentenceVerdict, ...]:
    """Attribute the readouts that gold labels and judge every labelled sentence.

    Nothing is stored or embedded.

    `places` are files and folders. GoldError if a labelled readout is not among them.
    """
    files = {PurePath(path).name: path for place in places for path in find_files(place)}
    verdicts: list[SentenceVerdict] = []
    for name in dict.fromkeys(row.readout for row in gold):
        if name not in files:
            raise GoldError(f"the labelled readout {name} is not among those given")
        readout = attribute(read_document(read_bytes(files[name])))
        verdicts.extend(judge_readout(readout, [row for row in gold if row.readout == name]))
    return tuple(verdicts)


def judge_readout(readout: Readout, gold: Sequence[GoldSentence]) -> tuple[SentenceVerdict, ...]:
    """Judge the labelled sentences of one readout, given in the order of its text."""
    verdicts = []
    place = 0
    for row in gold:
        at = next(
            (
                i
                for i in range(place, len(readout.sentences))
                if _same_text(readout.sentences[i], row.sentence)
            ),
            None,
        )
        place = place if at is None else at + 1
        sentence = readout.sentences[at] if at is not None else None
        found = sentence.speakers if sentence else ()
        outcome: Outcome = (
            "right"
            if sentence and agree(row.speakers, found, readout)
            else "wrong"
            if _names(found)
            else "silent"
        )
        verdicts.append(
            SentenceVerdict(
                gold=row,
                found=found if sentence else None,
                reason=sentence.reason if sentence else None,
                outcome=outcome,
                label_type=label_type(row.speakers, readout),
                issuer=readout.issuer or "unknown",
                kind=readout.kind,
            )
        )
    return tuple(verdicts)


def agree(gold: Sequence[str], found: Sequence[str], readout: Readout) -> bool:
    """Tell whether two labels are the same.

    Case, accents, punctuation, word order, titles and a leading "The" do not count; a list that
    names someone of every side equals "both sides". A surname alone is its bearer's only where the
    readout never prints the name in full.
    """
    one, other = [_bare(name) for name in gold], [_bare(name) for name in found]
    if len(one) == len(other) and all(any(_same(g, f, readout) for f in other) for g in one):
        return True
    if one == [BOTH_SIDES] and len(other) > 1:
        return _covers_every_side(other, readout)
    return other == [BOTH_SIDES] and len(one) > 1 and _covers_every_side(one, readout)


def label_type(speakers: Sequence[str], readout: Readout) -> str:
    """Name the type of a gold label, one of LABEL_TYPES."""
    if not speakers:
        return "narration"
    if len(speakers) > 1:
        return "several"
    if speakers[0] == BOTH_SIDES:
        return "both sides"
    known = any(
        name_words(p) <= name_words(speakers[0]) or name_words(speakers[0]) <= name_words(p)
        for p in readout.participants
    )
    return "one person" if known else "side or group"


def tally(name: str, verdicts: Iterable[SentenceVerdict]) -> Tally:
    """Count outcomes."""
    listed = list(verdicts)
    count = Counter(v.outcome for v in listed)
    refused = sum(v.outcome == "silent" and v.reason is not None for v in listed)
    return Tally(name, len(listed), count["right"], count["wrong"], count["silent"], refused)


def confusions(verdicts: Iterable[SentenceVerdict]) -> list[tuple[str, str, int]]:
    """Return pairs of gold label and found label that differ, with their number, most frequent first."""
    pairs = Counter(
        (show(v.gold.speakers), show(v.found or ())) for v in verdicts if v.outcome != "right"
    )
    return [(gold, found, times) for (gold, found), times in pairs.most_common()]


def show(speakers: Sequence[str]) -> str:
    """Return a label as one text."""
    return ", ".join(speakers) or "nobody"


def _row(row: dict[str, Any], place: str) -> GoldSentence:
    for name in ("readout", "sentence"):
        if not isinstance(row.get(name), str):
            raise GoldError(f"{place}: field {name} is missing or not text")
    if "speaker" not in row:
        raise GoldError(f"{place}: field speaker is missing (null for narration)")
    return GoldSentence(
        row["readout"], " ".join(row["sentence"].split()), _label(row["speaker"], place)
    )


def _label(value: Any, place: str) -> tuple[str, ...]:
    listed = () if value is None else (value,) if isinstance(value, str) else value
    if not isinstance(listed, tuple | list) or not all(
        isinstance(name, str) and name.strip() for name in listed
    ):
        raise GoldError(
            f"{place}: field speaker must be null, a name or a list of names, not {value!r}"
        )
    return tuple(listed)


def _same_text(sentence: Sentence, text: str) -> bool:
    return " ".join(sentence.text.split()) == text


def _names(found: Sequence[str]) -> bool:
    """Tell whether a label names anybody: a bare office ("The Prime Minister") does not."""
    titles = {fold(title) for title in read_vocabulary("assistant.data", "titles.txt")}
    return any(fold(_bare(name)) not in titles for name in found)


def _bare(name: str) -> str:
    return re.sub(r"^[Tt]he\s+", "", name.strip())


def _same(gold: str, found: str, readout: Readout) -> bool:
    if fold(gold) == fold(found):
        return True
    country = find_country(gold)
    if country is not None:
        return country == find_country(found)
    wanted, given = name_words(gold), name_words(found)
    if wanted == given or not given:
        return bool(given)
    printed_in_full = any(wanted <= name_words(person) for person in readout.participants)
    return given < wanted and not printed_in_full


def _covers_every_side(names: Sequence[str], readout: Readout) -> bool:
    """Tell whether names stand for every side, as the people of the title and the first sentence have them."""
    home = home_of(readout.issuer, readout.url)
    opening = fold(f"{readout.title} {readout.sentences[0].text}")
    principals = [p for p in readout.people if fold(p.name.split()[-1]) in opening]
    sides = {p.side or home for p in principals} - {""}
    named = {
        p.side or home
        for p in readout.people
        for name in names
        if name_words(name) & name_words(p.name)
    }
    named |= {country.name for name in names if (country := find_country(name))}
    return len(sides) > 1 and sides <= named

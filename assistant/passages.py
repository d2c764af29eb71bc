"""Cut a readout into passages.

Consecutive sentences of one speaker, small enough for the embedder to read whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.answer import Passage
from assistant.domain.readout import Readout

# Part of the manifest: change it with anything here that changes what is embedded.
VERSION = "1"
# Words. all-MiniLM-L6-v2 reads 256 tokens and drops the rest; title and passage together stay below
# that.
LIMIT = 60


def cut(readout: Readout) -> tuple[Passage, ...]:
    """Return the passages of a readout in order; together they hold every sentence once.

    A sentence longer than LIMIT words is a passage by itself.
    """
    return tuple(_passage(readout, first, last) for first, last in _runs(readout))


def embedded_text(passage: Passage, readout: Readout) -> str:
    """Return what is embedded for a passage.

    The readout's title tells who met whom, which the passage may not.

    Finding a gold sentence among the ten nearest of its speaker's passages rises with it from 51 %
    to 72 % (129 gold passages of dev.jsonl over 1,194 readouts).
    """
    return f"{readout.title}. {passage.text}"


def _runs(readout: Readout) -> Iterator[tuple[int, int]]:
    first, words = 0, 0
    for index, sentence in enumerate(readout.sentences):
        length = len(sentence.text.split())
        if index > first and (
            sentence.speakers != readout.sentences[first].speakers or words + length > LIMIT
        ):
            yield first, index
            first, words = index, 0
        words += length
    yield first, len(readout.sentences)


def _passage(readout: Readout, first: int, last: int) -> Passage:
    sentences = readout.sentences[first:last]
    return Passage(
        id=f"{readout.id}:{first}",
        readout_id=readout.id,
        text=" ".join(sentence.text for sentence in sentences),
        start=sentences[0].start,
        end=sentences[-1].end,
        speakers=sentences[0].speakers,
        sentences=(first, last),
    )

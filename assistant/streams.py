"""An answer while it is being written."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from assistant.domain.answer import Answer


class AnswerStream:
    """An answer as it is written: iterate for pieces of Markdown.

    `answer` is there once the last has come.

    Of what a language model writes, a sentence comes when it has been verified; until then "" comes
    now and then, so that whoever waits can do something else. `close` cancels: the model is asked
    for no more.
    """

    def __init__(self, writing: Generator[str, None, Answer]) -> None:
        self._writing = writing
        self.answer: Answer | None = None

    def __iter__(self) -> Iterator[str]:
        self.answer = yield from self._writing

    def close(self) -> None:
        """Stop; what has come so far stays true, and `answer` stays None."""
        self._writing.close()

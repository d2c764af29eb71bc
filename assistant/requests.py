"""What a caller asks, checked: every error names the argument and the value that cannot be used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from typing import Any

from assistant.domain.question import Request
from assistant.domain.readout import Readout
from assistant.errors import QuestionError

QUESTION_LIMIT = 2000  # characters; a question longer than this is a document
Message = Any  # {"role": ..., "content": ...} or a LangChain message


def read_request(
    question: str,
    history: Sequence[Message],
    speaker: str | None,
    readouts: Iterable[str | Readout] | None,
    since: Date | str | None,
    until: Date | str | None,
) -> Request:
    """Return the request these arguments make; QuestionError for one that cannot be used."""
    ids = None if readouts is None else _ids(readouts)
    first, last = _day("since", since), _day("until", until)
    if first and last and first > last:
        raise QuestionError(f"since ({first}) is after until ({last})")
    if speaker is not None and not (isinstance(speaker, str) and speaker.strip()):
        raise QuestionError(f"the speaker must be a name, not {speaker!r}")
    said_by = None if speaker is None else _composed(speaker)
    return Request(_checked(question), _earlier_questions(history), said_by, ids, first, last)


def _checked(question: str) -> str:
    if not isinstance(question, str):
        raise QuestionError(f"the question must be text, not {type(question).__name__}")
    if not question.strip():
        raise QuestionError("the question is empty")
    if any("\ud800" <= char <= "\udfff" for char in question):
        raise QuestionError("the question holds characters that are no text; is it UTF-8?")
    if len(question) > QUESTION_LIMIT:
        raise QuestionError(
            f"the question has {len(question):,} characters; at most {QUESTION_LIMIT:,} can be asked"
        )
    return _composed(question)


def _earlier_questions(history: Sequence[Message]) -> tuple[str, ...]:
    """Return what the user asked before, oldest first, from role/content dicts or LangChain messages."""
    questions = []
    for number, message in enumerate(history or (), 1):
        if isinstance(message, dict):
            role, content = message.get("role"), message.get("content")
        else:
            role, content = getattr(message, "type", None), getattr(message, "content", None)
        if role not in ("user", "human", "assistant", "ai", "system") or not isinstance(
            content, str
        ):
            raise QuestionError(
                f"history message {number} must have a role (user or assistant) and a text as content"
            )
        if role in ("user", "human") and content.strip():
            questions.append(_composed(content)[:QUESTION_LIMIT])
    return tuple(questions)


def _composed(text: str) -> str:
    """Return what somebody typed with its accents composed, as the texts of readouts have them."""
    return unicodedata.normalize("NFC", text.strip())


def _ids(readouts: Iterable[str | Readout]) -> frozenset[str]:
    try:
        return frozenset(
            r.id if isinstance(r, Readout) else r
            for r in ([readouts] if isinstance(readouts, str) else readouts)
        )
    except TypeError:
        raise QuestionError(f"readouts must be ids, not {readouts!r}") from None


def _day(name: str, value: Date | str | None) -> Date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, Date):
        return value
    try:
        return Date.fromisoformat(value)
    except (ValueError, TypeError):
        raise QuestionError(f"{name} must be a day like 2021-10-26, not {value!r}") from None

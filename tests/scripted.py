"""A chat model that writes what a test tells it to, in small pieces, and remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

Write = Callable[[str, str], str]  # from what the model is told and asked to what it writes


class Scripted(BaseChatModel):
    """Writes `write(system, user)` three characters at a time, `pause` seconds apart.

    An exception in its place is raised.
    """

    write: Any
    pause: float = 0.0
    asked: list[tuple[str, str]] = Field(default_factory=list)
    written: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._reply(messages)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: Any = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        text = self._reply(messages)
        for start in range(0, len(text), 3):
            time.sleep(self.pause)
            self.written.append(text[start : start + 3])
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + 3]))
        counts = {
            "input_tokens": 100,
            "output_tokens": len(text) // 4,
            "total_tokens": 100 + len(text) // 4,
        }
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=counts))

    def _reply(self, messages: list[BaseMessage]) -> str:
        system, user = (str(message.content) for message in messages)
        self.asked.append((system, user))
        reply = self.write(system, user) if callable(self.write) else self.write
        if isinstance(reply, Exception):
            raise reply
        return str(reply)


def records(user: str) -> list[tuple[int, str, str]]:
    """Return number, speaker and passage of each record that a model was given."""
    import re

    return [
        (int(m[1]), m[2], m[3])
        for m in re.finditer(
            r'^\[(\d+)\] (.*?) \([^()]*, in the account ".*?"\): (.*)$', user, re.MULTILINE
        )
    ]


def faithful(system: str, user: str) -> str:
    """Quote every record under its speaker, as a good model would."""
    return " ".join(
        f'{speaker} said: "{text}" [{number}].' for number, speaker, text in records(user)
    )

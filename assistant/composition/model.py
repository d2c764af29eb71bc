"""Any chat model that LangChain reaches, behind one deadline and one kind of error."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from langchain_core.messages import HumanMessage, SystemMessage
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential_jitter,
)

from assistant.domain.answer import Usage
from assistant.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

EXTRAS = ("openai", "anthropic", "ollama")  # providers whose package an extra of this one installs
ATTEMPTS = 3
PASSING = frozenset(
    {408, 409, 425, 429}
)  # answers of a server below 500 that another attempt may change
REPLY_TOKENS = 800  # of an answer: a dozen sentences
NO_KEY = "none"  # what a server that asks for no key is sent, so that no other server's key is
SECRET = re.compile(r"\b(?:sk|pk|key|gsk|xai|hf)[-_][\w*.\-]{6,}|(?i:bearer)\s+[\w.\-]+")
LONGEST_REASON = 200  # characters

TICK = 0.25  # seconds

LONGEST_REPLY = 12_000  # characters
HIDDEN = "(hidden)"
MASKED = 6  # characters of a key in a row are not shown
NAME = re.compile(r"[\w.\-/:@+ ]{1,200}")
LOCAL = frozenset(
    {"huggingface"}
)  # loads a model into this process, with no end to how long that takes

_END = object()


class Model:
    """A chat model by its name; `timeout` is how many seconds it has for a whole reply."""

    def __init__(self, chat: BaseChatModel, name: str, timeout: float, key: str = "") -> None:
        self._chat = chat
        self.name = name
        self._timeout = timeout
        self._key = key

    def reply(self, system: str, user: str) -> Reply:
        """Return what the model writes to these two messages."""
        return Reply(
            self,
            lambda: self._chat.stream([SystemMessage(system), HumanMessage(user)]),
            self._timeout,
        )

    def reason(self, error: BaseException) -> str:
        """Return what went wrong on one line, without anything that looks like a key."""
        return inert(_masked(_text(error), self._key))[:LONGEST_REASON]


class Reply:
    """A model's reply: iterate for its text as it comes; closing the iterator cancels it.

    `usage` counts while it comes.

    ModelError where the model fails, or has not finished when its time is up. It is tried again,
    with growing pauses, where it fails before its first word for a reason that may pass.
    """

    def __init__(
        self, model: Model, start: Callable[[], Iterator[BaseMessage]], timeout: float
    ) -> None:
        self._model = model
        self._start = start
        self._timeout = timeout
        self._tokens: dict[str, int] = {}
        self._calls = 0
        self._seconds = 0.0

    @property
    def usage(self) -> Usage:
        """What the reply has cost so far; tokens are None where the model does not tell."""
        return Usage(
            self._model.name,
            self._calls,
            self._tokens.get("input_tokens"),
            self._tokens.get("output_tokens"),
            self._seconds,
        )

    def __iter__(self) -> Iterator[str]:
        began = time.monotonic()
        deadline = began + self._timeout
        messages: _Background | None = None
        failure = ""
        length = 0
        retrying = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, _Failed) and error.may_pass),
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(self._timeout),
            wait=_pause,
            reraise=True,
        )
        try:
            for attempt in retrying:
                with attempt:
                    self._calls += 1
                    messages = _Background(self._start)
                    message = yield from messages.wait(deadline)
            while messages and message is not _END and not failure:
                text = self._read(message)
                length += len(text)
                failure = "wrote too much" if length > LONGEST_REPLY else ""
                yield text[:LONGEST_REPLY]
                message = yield from messages.wait(deadline)
        except TimeoutError:
            failure = f"did not finish within {self._timeout:g} s"
        except _Failed as failed:
            failure = self._model.reason(failed.error)
        finally:
            self._seconds = time.monotonic() - began
            if messages:
                messages.stop()
        if failure:  # raised here and not where it was caught, so that no error that may hold a key hangs on it
            raise ModelError(self._model.name, failure)

    def _read(self, message: Any) -> str:
        for name, count in (getattr(message, "usage_metadata", None) or {}).items():
            if isinstance(count, int):
                self._tokens[name] = self._tokens.get(name, 0) + count
        return str(message.text)


class _Failed(Exception):
    """What a model raised."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(type(error).__name__)
        self.error = error

    @property
    def status(self) -> int | None:
        status = getattr(self.error, "status_code", None)
        return status if isinstance(status, int) and status > 0 else None

    @property
    def may_pass(self) -> bool:
        """Tell whether another attempt may succeed.

        A server that is busy, broken or not reached, not one that refuses.
        """
        if self.status is not None:
            return self.status >= 500 or self.status in PASSING
        # Each provider has errors of its own for a lost connection; what they have in common is
        # what they are called.
        kinds = type(self.error).__mro__
        return any(
            kind is OSError or "Connect" in kind.__name__ or "Timeout" in kind.__name__
            for kind in kinds
        )


def _pause(state: RetryCallState) -> float:
    """Return the pause before the next attempt: what the server asks for, else one that doubles."""
    error = state.outcome.exception() if state.outcome else None
    headers = (
        getattr(getattr(getattr(error, "error", None), "response", None), "headers", None) or {}
    )
    asked = str(headers.get("retry-after", ""))
    return (
        float(asked)
        if asked.isascii() and asked.isdigit()
        else wait_exponential_jitter(initial=0.5, max=8)(state)
    )


class _Background:
    """Runs an iterator in a thread of its own, so that waiting for it can end.

    Not every client keeps its time-outs.
    """

    def __init__(self, start: Callable[[], Iterator[Any]]) -> None:
        self._start = start
        self._queue: SimpleQueue[Any] = SimpleQueue()
        self._stopped = threading.Event()
        threading.Thread(target=self._run, name="model", daemon=True).start()

    def wait(self, deadline: float) -> Generator[str, None, Any]:
        """Return the next item, or _END.

        TimeoutError where none has come at the deadline, _Failed where the iterator raises.

        While there is none yet, "" is yielded now and then: whoever waits can only cancel between
        two yields.
        """
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                item = self._queue.get(timeout=min(left, TICK))
            except Empty:
                yield ""
                continue
            if isinstance(item, _Failed):
                raise item
            return item

    def stop(self) -> None:
        """Stop at the next item, which closes the connection."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            with closing(self._start()) as items:  # type: ignore[type-var]
                for item in items:
                    if self._stopped.is_set():
                        return
                    self._queue.put(item)
            self._queue.put(_END)
        except BaseException as error:  # noqa: BLE001 - a model is anybody's code: whatever it raises, the readouts still answer
            self._queue.put(_Failed(error))


def open_model(name: str, url: str, key: str, timeout: float) -> Model:
    """Return the model of a name like "ollama:llama3.2".

    SettingsError where there is none of this name or its package is missing.

    `url` is the address of a server that speaks the provider's API. Where it is given without a
    key, none is sent: a key that the environment holds for the provider itself is not for another
    server.
    """
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    if not (provider and model and NAME.fullmatch(name)):
        raise SettingsError(
            "model", f"must be written provider:name, like ollama:llama3.2, not {name[:60]!r}"
        )
    if provider in LOCAL:
        raise SettingsError(
            "model",
            f"{provider} runs in this process; make its chat model yourself and pass that, or serve it",
        )
    try:
        chat = init_chat_model(
            model, model_provider=provider, **_options(provider, url, key, timeout)
        )
    except ImportError as error:
        package = (
            f"'readout-assistant[{provider}]'"
            if provider in EXTRAS
            else f"langchain-{provider.replace('_', '-')}"
        )
        raise SettingsError(
            "model", f"{name} needs a package that is not installed: pip install {package}"
        ) from error
    except Exception as error:  # noqa: BLE001 - providers refuse what they are given with errors of their own
        reason = _masked(_text(error), key)[:LONGEST_REASON]
        chat = None
    if chat is None:
        raise SettingsError("model", f"{name} cannot be used: {reason}")
    return Model(chat, name, timeout, key)


def wrap_model(chat: object, timeout: float) -> Model:
    """Return a LangChain chat model as a Model; SettingsError for anything else."""
    from langchain_core.language_models import BaseChatModel

    if not isinstance(chat, BaseChatModel):
        raise SettingsError(
            "model",
            f'must be None, "provider:name" or a LangChain chat model, not {type(chat).__name__}',
        )
    called = (
        getattr(chat, "model_name", None) or getattr(chat, "model", None) or type(chat).__name__
    )
    return Model(chat, inert(str(called))[:60], timeout)


def inert(text: str) -> str:
    """Return a text on one line in which nothing acts on a terminal or is markup on a page.

    What a server says is anybody's.
    """
    return " ".join(re.sub(r"[^\w\s.,;:'()%/+=@-]|_", " ", text).replace("://", ": ").split())


def _text(error: BaseException) -> str:
    try:
        return " ".join(str(error).split()) or type(error).__name__
    except Exception:  # noqa: BLE001 - an error that cannot tell what it is
        return type(error).__name__


def _masked(text: str, key: str) -> str:
    """Put "(hidden)" in the place of a key, of any part of it, and of whatever looks like one."""
    for word in text.split():
        if any(key[i : i + MASKED] in word for i in range(len(key) - MASKED + 1)):
            text = text.replace(word, HIDDEN)
    return SECRET.sub(HIDDEN, text)


def _options(provider: str, url: str, key: str, timeout: float) -> dict[str, Any]:
    """Return a provider's own names for.

    No chance, no waiting for ever, no attempts behind our back, no endless reply.
    """
    given: dict[str, Any] = {"temperature": 0}
    if url:
        given["base_url"] = url
    if provider == "ollama":
        client: dict[str, Any] = {
            "timeout": timeout,
            **({"headers": {"Authorization": f"Bearer {key}"}} if key else {}),
        }
        return {**given, "num_predict": REPLY_TOKENS, "client_kwargs": client}
    if key or url:
        given["api_key"] = key or NO_KEY
    if provider in EXTRAS:
        given |= {
            "timeout": timeout,
            "max_retries": 0,
            "max_tokens": REPLY_TOKENS,
            "stream_usage": True,
        }
    return given

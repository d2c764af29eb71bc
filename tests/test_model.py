"""Language models behind their adapter.

Real providers' clients against a real server on this machine.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant import ReadoutAssistant, Settings, SettingsError
from assistant.composition.model import Model, Reply, open_model
from assistant.errors import ModelError
from assistant.settings import from_environment
from assistant.writers import read_key
from tests.chat_server import ChatServer, chat_server

KEY = "sk-test-0123456789abcdef"
TEXT = "Imran Khan said: “Pakistan holds firm” [1]. And so on, and so on, and so on."


def write(system: str, user: str) -> str:
    return TEXT


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server(write) as state:
        yield state


def openai(state: ChatServer, key: str = KEY, timeout: float = 20) -> Model:
    return open_model("openai:m", f"{state.url}/v1", key, timeout)


def test_an_openai_compatible_server_is_asked_without_chance_and_its_reply_is_counted(
    server: ChatServer,
) -> None:
    reply = openai(server).reply("be brief", "what?")
    assert "".join(reply) == TEXT
    [body] = server.asked
    assert [message["content"] for message in body["messages"]] == ["be brief", "what?"]
    assert body["temperature"] == 0
    assert body["stream"]
    assert body.get("max_tokens", body.get("max_completion_tokens")) == 800
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    usage = reply.usage
    assert (usage.model, usage.calls, usage.input_tokens, usage.output_tokens) == (
        "openai:m",
        1,
        321,
        45,
    )
    assert usage.seconds > 0


def test_ollama_is_asked_the_same(server: ChatServer) -> None:
    reply = open_model("ollama:m", server.url, "", 20).reply("be brief", "what?")
    assert "".join(reply) == TEXT
    assert server.asked[0]["options"]["temperature"] == 0
    assert server.asked[0]["options"]["num_predict"] == 800
    assert (reply.usage.input_tokens, reply.usage.output_tokens) == (321, 45)


def test_anthropic_is_made_with_the_same_limits() -> None:
    chat = open_model("anthropic:claude-x", "http://127.0.0.1:9", KEY, 20)._chat
    assert (chat.temperature, chat.max_retries, chat.max_tokens, chat.default_request_timeout) == (
        0,
        0,
        800,
        20,
    )  # type: ignore[attr-defined]


def test_a_key_of_the_environment_is_not_sent_to_another_server(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai-itself-000000")
    assert "".join(openai(server, key="").reply("s", "u")) == TEXT
    assert server.headers[0]["authorization"] == "Bearer none"


@pytest.mark.parametrize("statuses", [[503], [429, 500]])
def test_what_may_pass_is_tried_again(statuses: list[int]) -> None:
    with chat_server(write, statuses=statuses) as state:
        reply = openai(state).reply("s", "u")
        assert "".join(reply) == TEXT
        assert reply.usage.calls == len(statuses) + 1


@pytest.mark.parametrize(("statuses", "calls"), [([401], 1), ([400], 1), ([503] * 9, 3)])
def test_what_will_not_pass_is_an_error_without_the_key(
    statuses: list[int], calls: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), chat_server(write, statuses=statuses) as state:
        reply = openai(state).reply("s", "u")
        with pytest.raises(ModelError, match=f"^openai:m: .*{statuses[0]}") as failed:
            list(reply)
        assert reply.usage.calls == calls
        assert "0123456789" not in str(failed.value) + failed.value.reason + caplog.text


def test_a_server_that_cannot_be_reached_is_an_error_after_three_attempts() -> None:
    reply = open_model("openai:m", "http://127.0.0.1:9/v1", KEY, 20).reply("s", "u")
    with pytest.raises(ModelError, match="Connection error"):
        list(reply)
    assert reply.usage.calls == 3


def test_a_model_that_does_not_finish_in_time_is_an_error() -> None:
    with chat_server(write, pause=0.4) as state:
        start = time.monotonic()
        reply = openai(state, timeout=1).reply("s", "u")
        with pytest.raises(ModelError, match="did not finish within 1 s"):
            list(reply)
        assert time.monotonic() - start < 3


def test_closing_the_reply_closes_the_connection() -> None:
    with chat_server(lambda system, user: "word " * 2000, pause=0.005) as state:
        pieces = iter(openai(state).reply("s", "u"))
        next(piece for piece in pieces if piece)
        pieces.close()  # type: ignore[attr-defined]
        assert state.left.wait(10)
        assert state.sent < 5000


def test_a_reply_that_does_not_end_is_an_error() -> None:
    with chat_server(lambda system, user: "word " * 5000) as state:
        reply = openai(state).reply("s", "u")
        with pytest.raises(ModelError, match="wrote too much"):
            list(reply)


@pytest.mark.parametrize("asked", ["²", "soon", "-1", ""])
def test_a_server_may_ask_for_a_pause_that_is_none(asked: str) -> None:
    with chat_server(write, statuses=[503], retry_after=asked) as state:
        assert "".join(openai(state).reply("s", "u")) == TEXT


@pytest.mark.parametrize(
    "shown", [KEY, KEY[:14] + "...", " ".join([KEY[:9], KEY[9:]]), f"key={KEY}!"]
)
def test_no_part_of_a_key_is_in_an_error_nor_anything_that_acts(shown: str) -> None:
    error = ValueError(f"\x1b[31m{shown}\x07 **bold** ![x](http://evil.example/x.png) <b>")
    reason = Model(GenericFakeChatModel(messages=iter([])), "m", 1, KEY).reason(error)
    assert not any(KEY[i : i + 6] in reason for i in range(len(KEY) - 6))
    assert not set("\x1b\x07*[]<>!`#") & set(reason)
    assert "://" not in reason


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(), GeneratorExit(), StopIteration()]
)
def test_whatever_a_model_raises_is_an_error_at_once(error: BaseException) -> None:
    def start() -> Iterator[BaseMessage]:
        yield AIMessageChunk("a word ")
        raise error

    model = Model(GenericFakeChatModel(messages=iter([])), "m", 30)
    began = time.monotonic()
    with pytest.raises(ModelError):
        list(Reply(model, start, 30))
    assert time.monotonic() - began < 5


def test_the_key_is_shown_to_no_other_provider_than_the_configured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (
        chat_server(write) as state,
        ReadoutAssistant(
            Settings(library=str(tmp_path), model="openai:m", model_key=KEY)
        ) as assistant,
    ):
        assistant.add_samples()
        monkeypatch.setenv("OLLAMA_HOST", state.url)
        assert assistant.ask("What did Khan say about Taiwan?", model="ollama:m").path == "fallback"
        assert KEY not in str(state.headers)
        assert state.asked


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("huggingface:x", "runs in this process"),
        ("openai:<b>x</b>", "must be written provider:name"),
        ("gpt-x", "must be written provider:name"),
        (":x", "must be written provider:name"),
        ("openai:", "must be written provider:name"),
        ("nobody:x", "Unsupported provider='nobody'"),
        ("groq:x", "pip install langchain-groq"),
        ("anthropic:claude-x", r"pip install 'readout-assistant\[anthropic\]'"),
    ],
)
def test_a_model_that_cannot_be_had_says_why(
    name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    monkeypatch.setitem(sys.modules, "langchain_groq", None)
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear() if hasattr(
        base._get_chat_model_creator, "cache_clear"
    ) else None
    if hasattr(base._import_module, "cache_clear"):
        base._import_module.cache_clear()
    with pytest.raises(SettingsError, match=reason):
        open_model(name, "", "", 20)


def test_a_model_that_is_none_is_refused_before_the_library_is_opened(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="or a LangChain chat model, not int"):
        ReadoutAssistant(tmp_path / "a", model=7)
    with pytest.raises(SettingsError, match="provider:name"):
        ReadoutAssistant(tmp_path / "b", model="nope")
    assert not (tmp_path / "b").exists()


def test_the_key_comes_from_the_environment_or_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n")
    path.chmod(0o644)
    settings = from_environment({"READOUT_MODEL_KEY_FILE": str(path)})
    with pytest.raises(SettingsError, match=r"may be read by others than you: chmod 600"):
        read_key(settings)
    path.chmod(0o600)
    assert read_key(settings) == KEY
    assert read_key(from_environment({"READOUT_MODEL_KEY": KEY})) == KEY
    assert KEY not in repr(from_environment({"READOUT_MODEL_KEY": KEY}))
    path.write_text(" \n")
    for broken, reason in (
        (path, "is empty"),
        (tmp_path / "none", "cannot be read: No such file"),
        (tmp_path, "others|cannot be read"),
    ):
        with pytest.raises(SettingsError, match=reason):
            read_key(Settings(model_key_file=str(broken)))
    with pytest.raises(SettingsError, match="both given"):
        Settings(model_key=KEY, model_key_file=str(path))


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("READOUT_MODEL_URL", "localhost:8080", "must be an http"),
        ("READOUT_MODEL_URL", "http://me:secret@host/v1", "without a password"),
        ("READOUT_MODEL_URL", "http://[::1", "must be an http"),
        ("READOUT_MODEL_TIMEOUT", "0", "between 1 and 3,600"),
        ("READOUT_MODEL_TIMEOUT", "soon", "whole number"),
        ("READOUT_MODEL_BUDGET", "10", "between 100 and"),
        ("READOUT_SHOW_UNVERIFIED", "maybe", "yes or no"),
    ],
)
def test_settings_of_a_model_are_checked(name: str, value: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        from_environment({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("model_timeout", "5"),
        ("model_timeout", None),
        ("model_budget", True),
        ("model_url", 7),
        ("show_unverified", "no"),
        ("model", 7),
    ],
)
def test_a_setting_of_the_wrong_type_is_named(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^setting {name}: must be"):
        Settings(**{name: value})  # type: ignore[arg-type]

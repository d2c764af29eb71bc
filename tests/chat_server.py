"""A server that speaks the chat APIs of OpenAI and Ollama, writes what a test tells it to, and can be slow, busy or broken."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ChatServer:
    """`write` is from system and user message to the reply, sent three characters at a time, `pause` seconds apart.

    `statuses` are answered first, one a request; `breaks_after` closes the connection after so many
    characters.
    """

    write: Callable[[str, str], str]
    pause: float = 0.0
    statuses: Sequence[int] = ()
    breaks_after: int | None = None
    retry_after: str = "0"
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0
    left: threading.Event = field(
        default_factory=threading.Event
    )  # the client closed the connection in the middle


@contextmanager
def chat_server(write: Callable[[str, str], str], **options: Any) -> Iterator[ChatServer]:
    state = ChatServer(write, **options)
    statuses = list(state.statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            state.asked.append(body)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            if statuses:
                self._refuse(statuses.pop(0))
                return
            text = state.write(*(message["content"] for message in body["messages"]))
            ollama = self.path == "/api/chat"
            self.send_response(200)
            self.send_header(
                "content-type", "application/x-ndjson" if ollama else "text/event-stream"
            )
            self.end_headers()
            try:
                for start in range(0, len(text), 3):
                    if state.breaks_after is not None and start >= state.breaks_after:
                        return
                    time.sleep(state.pause)
                    self._send(
                        _ollama(text[start : start + 3])
                        if ollama
                        else _delta(text[start : start + 3])
                    )
                    state.sent += 3
                self._send(_ollama("", done=True) if ollama else _delta("", usage=True))
                if not ollama:
                    self.wfile.write(b"data: [DONE]\n\n")
            except (BrokenPipeError, ConnectionResetError):
                state.left.set()

        def _refuse(self, status: int) -> None:
            message = {
                "error": {
                    "message": f"refused {self.headers.get('authorization', '')}",
                    "type": "x",
                    "code": status,
                }
            }
            content = json.dumps(message).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.send_header("retry-after", state.retry_after)
            self.end_headers()
            self.wfile.write(content)

        def _send(self, line: str) -> None:
            self.wfile.write(line.encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def _delta(text: str, usage: bool = False) -> str:
    choice = {
        "index": 0,
        "delta": {"role": "assistant", "content": text},
        "finish_reason": "stop" if usage else None,
    }
    chunk: dict[str, Any] = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice],
    }
    if usage:
        chunk["usage"] = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
    return f"data: {json.dumps(chunk)}\n\n"


def _ollama(text: str, done: bool = False) -> str:
    chunk: dict[str, Any] = {
        "model": "m",
        "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": text},
        "done": done,
    }
    if done:
        chunk |= {"done_reason": "stop", "prompt_eval_count": 321, "eval_count": 45}
    return json.dumps(chunk) + "\n"

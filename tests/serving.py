"""Real servers on loopback ports, for tests.

A gate before a Chroma server, a server that embeds, one that serves pages.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handle = Callable[[BaseHTTPRequestHandler, bytes], tuple[int, dict[str, str], bytes]]


@contextmanager
def serving(handle: Handle) -> Iterator[str]:
    """Serve every request by `handle`, given the request and its body; yield the server's URL."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, headers, content = handle(self, body)
            self.send_response(status)
            for name, value in {"content-length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def gate(target: str, token: str) -> Handle:
    """Let through to `target` only who shows the token, as Chroma Cloud does."""

    def handle(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if request.headers.get("x-chroma-token") != token:
            return (
                401,
                {"content-type": "application/json"},
                b'{"error": "Unauthorized", "message": "no token"}',
            )
        asked = urllib.request.Request(
            target + request.path,
            body or None,
            {"content-type": "application/json"},
            method=request.command,
        )
        try:
            with urllib.request.urlopen(asked) as answer:
                return (
                    answer.status,
                    {"content-type": answer.headers.get("content-type", "")},
                    answer.read(),
                )
        except urllib.error.HTTPError as error:
            return error.code, {"content-type": "application/json"}, error.read()

    return handle


def embedding(
    embed: Callable[[list[str]], list[list[float]]], key: str, seen: list[dict[str, object]]
) -> Handle:
    """Embed as OpenAI's API does at /v1/embeddings, out of order as it may, and as Text Embeddings Inference does at /embed."""

    def handle(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if request.headers.get("authorization") != f"Bearer {key}":
            return 401, {}, b"no key"
        fields = json.loads(body)
        seen.append(fields)
        if request.path == "/embed":
            answer: object = [[2 * x for x in vector] for vector in embed(fields["inputs"])]
        elif request.path == "/v1/embeddings":
            rows = [
                {"index": i, "embedding": vector} for i, vector in enumerate(embed(fields["input"]))
            ]
            answer = {"data": rows[::-1], "model": fields["model"]}
        else:
            return 404, {}, b"not here"
        return 200, {"content-type": "application/json"}, json.dumps(answer).encode()

    return handle

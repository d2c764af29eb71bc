"""What stands before the page's server.

Only this machine's own pages may use it, and it may load nothing from outside.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
# Gradio's own scripts need the inline and eval rules; no rule names an outside address.
POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; frame-src 'none'; "
    b"base-uri 'self'; form-action 'self'"
)


class Guard:
    """ASGI middleware: refuses foreign hosts and origins (DNS rebinding), and sends a content security policy."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a local request on, with the policy on its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = urlsplit("//" + headers.get(b"host", b"").decode("latin-1")).hostname
        origin = (
            urlsplit(headers[b"origin"].decode("latin-1")).hostname
            if b"origin" in headers
            else host
        )
        if host not in LOCAL or origin not in LOCAL:
            refusal = PlainTextResponse("This page is served to this machine only.", 403)
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(b"content-security-policy", POLICY), (b"referrer-policy", b"no-referrer")]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        await self._app(scope, receive, guarded)

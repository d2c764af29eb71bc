"""The default product needs no network and asks for none."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SESSION = """
import sys
from assistant import ReadoutAssistant
from assistant.presentation.chat_page import ChatPage, free_port, launch
with ReadoutAssistant(sys.argv[1]) as assistant:
    assistant.add_samples()
    assert assistant.ask("What did Khan say about Taiwan?").answered
    page = ChatPage(assistant)
    import httpx
    assert httpx.get(launch(page, free_port())).status_code == 200
    page.blocks.close(verbose=False)
"""


def test_the_product_connects_to_nothing_beyond_this_machine(tmp_path: Path) -> None:
    """Traced by the kernel, for native code that no hook in Python sees."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed: apt-get install strace")
    trace = tmp_path / "trace"
    command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=connect,sendto,sendmsg",
        "-o",
        str(trace),
        sys.executable,
        "-c",
        SESSION,
        str(tmp_path / "library"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    if "ptrace" in done.stderr and done.returncode:
        pytest.skip("this machine does not let strace trace")
    assert done.returncode == 0, done.stderr[-2000:]
    addresses = re.findall(
        r"inet_addr\(\"([^\"]+)\"\)|inet_pton\(AF_INET6, \"([^\"]+)\"",
        trace.read_text("utf-8", "replace"),
    )
    assert {four or six for four, six in addresses} <= {"127.0.0.1", "::1", "0.0.0.0"}
    assert addresses, "the trace saw not even the page's own request"


def test_the_guard_of_this_suite_refuses_the_outside() -> None:
    import socket

    with pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=0.01)
    with pytest.raises(AssertionError, match="looks up"):
        socket.getaddrinfo("example.org", 80)

"""The same library on a Chroma server, started for real on a loopback port."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant import ReadoutAssistant
from assistant.presentation.chat_page import free_port
from tests.writing import MFA


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    chroma = Path(sys.executable).parent / "chroma"
    command = [
        str(chroma),
        "run",
        "--path",
        str(tmp_path_factory.mktemp("server")),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            if httpx.get(f"{url}/api/v2/heartbeat").is_success:
                break
        except httpx.TransportError:
            time.sleep(0.2)
    else:
        process.kill()
        pytest.fail("the Chroma server did not start")
    yield url
    process.terminate()
    process.wait(timeout=20)


def test_a_library_on_a_server_answers_alike_and_outlives_its_client(
    server: str, tmp_path: Path
) -> None:
    (tmp_path / "call.txt").write_text(MFA, encoding="utf-8")
    question = "What did Anwar say about grain?"
    with ReadoutAssistant(tmp_path / "library") as local:
        local.add(tmp_path / "call.txt")
        expected = local.ask(question)
    with ReadoutAssistant(server) as remote:
        assert len(remote.add(tmp_path / "call.txt").added) == 1
        assert remote.ask(question) == expected
    with ReadoutAssistant(server) as remote:
        assert remote.ask(question) == expected
        remote.remove(remote.readouts()[0].id)
        assert not remote.ask(question).answered

"""Fixtures, and the rule that no test reaches beyond this machine."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from vectorstore.embeddings import SentenceEmbeddings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
LOCAL_NAMES = {"localhost", "0.0.0.0", "::", "", None}


def _refuse_the_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if (
            isinstance(address, tuple)
            and not ipaddress.ip_address(str(address[0]).split("%")[0]).is_loopback
        ):
            raise AssertionError(f"a test connects to {address}")
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if host not in LOCAL_NAMES and not _is_loopback(str(host)):
            raise AssertionError(f"a test looks up {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        return socket.inet_aton(host)[0] == 127  # "127.1", "0x7f000001"
    except OSError:
        return False


sys.addaudithook(_refuse_the_outside)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bf16",
        choices=("auto", "on", "off"),
        default="auto",
        help="embed many texts in bf16: where the processor computes in it (auto), always, or never",
    )


@pytest.fixture(scope="session", autouse=True)
def _number_format(request: pytest.FixtureRequest) -> Iterator[None]:
    """Embed in the number format that the command names, whatever the processor."""
    chosen = request.config.getoption("--bf16")
    with pytest.MonkeyPatch.context() as patch:
        if chosen != "auto":
            patch.setattr("vectorstore.embeddings.computes_in_bf16", lambda: chosen == "on")
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "gold").is_dir():
        pytest.skip(
            f"the real readouts and gold data are not there ({SHARED.name}/ beside the checkout)"
        )
    return SHARED


@pytest.fixture(scope="session")
def embeddings() -> SentenceEmbeddings:
    return SentenceEmbeddings()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    """The product with its sample readouts; tests must not change it."""
    with ReadoutAssistant(tmp_path_factory.mktemp("samples")) as assistant:
        assistant.add_samples()
        yield assistant


@pytest.fixture(scope="session")
def mfa(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    """The product with one real readout."""
    with ReadoutAssistant(tmp_path_factory.mktemp("mfa")) as assistant:
        assert not assistant.add(shared / "readouts" / "mfa").failed
        yield assistant


@pytest.fixture(scope="session")
def whole(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    """The product with all real readouts: minutes of embedding, once a session."""
    with ReadoutAssistant(tmp_path_factory.mktemp("whole")) as assistant:
        report = assistant.add(
            *(shared / "readouts" / name for name in ("mfa", "transcripts", "whitehouse"))
        )
        assert not report.failed
        yield assistant

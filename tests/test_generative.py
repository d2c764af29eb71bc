"""Answers that a language model writes, through the whole product."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import ReadoutAssistant, Settings
from assistant.cli import main
from tests.chat_server import chat_server
from tests.scripted import Scripted, faithful, records
from tests.writing import MFA

TAIWAN = "What did Khan say about Taiwan?"
HOLDS = "Pakistan holds firm to the one-China policy"
INVENTED = "Khan visited Kyiv in 2018 [1]. Khan said: “Pakistan stands with Taiwan” [1]."


def test_a_faithful_model_writes_the_answer(samples: ReadoutAssistant) -> None:
    answer = samples.ask(TAIWAN, model=Scripted(write=faithful))
    assert answer.path == "generative"
    assert answer.answered
    assert answer.dropped == 0
    assert [citation.speakers for citation in answer.citations] == [("Imran Khan",)]
    assert answer.text.startswith(f'Imran Khan said: "{answer.citations[0].quote}" [1].')
    assert "Written by Scripted; each sentence was verified" in answer.text
    assert "not to be quoted" in answer.text
    assert answer.usage
    assert (answer.usage.calls, answer.usage.input_tokens) == (1, 100)
    assert answer.verification
    assert [sentence.verdict for sentence in answer.verification.sentences] == ["verbatim"]


def test_what_a_model_invents_is_dropped_and_the_quotes_stand_and_say_so(
    samples: ReadoutAssistant,
) -> None:
    quoting = samples.ask(TAIWAN)
    answer = samples.ask(TAIWAN, model=Scripted(write=INVENTED))
    assert answer.path == "fallback"
    assert answer.dropped == 2
    assert answer.citations == quoting.citations
    assert "Kyiv" not in answer.text
    assert "stands with Taiwan" not in answer.text
    assert answer.text.startswith(
        "*Of 2 sentences that Scripted wrote, 2 did not stand up to verification."
    )
    assert quoting.text in answer.text


def test_what_passes_is_kept_beside_the_quotes_where_too_little_does(
    samples: ReadoutAssistant,
) -> None:
    def write(system: str, user: str) -> str:
        return f"{faithful(system, user)} {INVENTED}"

    answer = samples.ask(TAIWAN, model=Scripted(write=write))
    assert answer.path == "fallback"
    assert answer.dropped == 2
    assert answer.text.startswith("Imran Khan said: ")


def test_a_model_that_leaves_a_side_out_does_not_answer_a_comparison(
    samples: ReadoutAssistant,
) -> None:
    question = "Compare what Xi and Khan said about the corridor."
    model = Scripted(
        write=lambda system, user: faithful(system, user).split(' Imran Khan said: "')[0]
    )
    answer = samples.ask(question, model=model)
    assert answer.path == "fallback"
    assert "leaves out some of those asked about" in answer.text
    assert "You compare" in model.asked[0][0]
    assert samples.ask(question, model=Scripted(write=faithful)).path == "generative"


def test_a_stream_can_be_closed_while_nothing_has_passed(samples: ReadoutAssistant) -> None:
    model = Scripted(write="No word of this is cited. " * 400, pause=0.01)
    stream = samples.stream(TAIWAN, model=model)
    start = time.monotonic()
    assert next(iter(stream)) == ""
    stream.close()
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "question",
    [
        "What did Khan say about Ukraine?",
        "What did Xi say about Taiwan?",
        "Hello",
        "Which readouts do you have?",
    ],
)
def test_a_model_is_not_asked_where_there_is_no_evidence(
    question: str, samples: ReadoutAssistant
) -> None:
    model = Scripted(write="Khan visited Kyiv in 2018 [1].")
    answer = samples.ask(question, model=model)
    assert model.asked == []
    assert answer.path == "extractive"
    assert answer.text == samples.ask(question).text


def test_a_model_that_fails_is_named_and_the_quotes_stand(samples: ReadoutAssistant) -> None:
    answer = samples.ask(
        TAIWAN, model=Scripted(write=ValueError("the key sk-secret-123456789 is wrong"))
    )
    assert answer.path == "fallback"
    assert "Scripted could not answer (the key (hidden) is wrong)" in answer.text
    assert samples.ask(TAIWAN).text in answer.text
    assert "it wrote nothing" in samples.ask(TAIWAN, model=Scripted(write="")).text


def test_a_stream_brings_each_sentence_when_it_has_passed(samples: ReadoutAssistant) -> None:
    def write(system: str, user: str) -> str:
        return (
            f"{faithful(system, user)} Khan visited Kyiv [1]. And then there is a long tail "
            + "of words " * 40
        )

    model = Scripted(write=write, pause=0.002)
    stream = samples.stream(TAIWAN, model=model)
    pieces = iter(stream)
    first = next(piece for piece in pieces if piece)
    assert first.startswith("Imran Khan said: ")
    assert first.endswith("[1].")
    assert "tail" not in "".join(model.written)
    text = first + "".join(pieces)
    assert stream.answer
    assert text == stream.answer.text
    assert "Kyiv" not in text


def test_a_stream_that_is_closed_asks_for_no_more(samples: ReadoutAssistant) -> None:
    model = Scripted(
        write=lambda system, user: faithful(system, user) + " More words follow." * 400, pause=0.002
    )
    stream = samples.stream(TAIWAN, model=model)
    next(piece for piece in stream if piece)
    stream.close()
    time.sleep(0.3)
    written = len(model.written)
    time.sleep(0.3)
    assert len(model.written) == written
    assert stream.answer is None


def test_what_cannot_be_decided_is_shown_only_to_who_asks_for_it(tmp_path: Path) -> None:
    text = f"Imran Khan said that {HOLDS}, stands with China on Taiwan in word and deed [1]. Khan loves Norway [1]."
    for show in (False, True):
        with ReadoutAssistant(
            Settings(library=str(tmp_path / f"{show}"), show_unverified=show)
        ) as assistant:
            assistant.add_samples()
            answer = assistant.ask(TAIWAN, model=Scripted(write=text))
            assert ("in word and deed [1]. (unverified)" in answer.text) is show
            assert "Norway" not in answer.text
            assert answer.dropped == 2


def test_markup_is_shown_to_nobody(tmp_path: Path) -> None:
    text = "Imran Khan said <img src=x onerror=alert(1)> [1]. ![a](http://evil.example/x.png) [1]. Khan: [link](javascript:alert(1)) [1]."
    with ReadoutAssistant(Settings(library=str(tmp_path), show_unverified=True)) as assistant:
        assistant.add_samples()
        answer = assistant.ask(TAIWAN, model=Scripted(write=text))
        assert answer.verification
        assert not {"evil", "img", "javascript"} & set(re.findall(r"\w+", answer.text))


def test_a_reply_of_a_thousand_sentences_is_cut_short(samples: ReadoutAssistant) -> None:
    start = time.monotonic()
    answer = samples.ask(TAIWAN, model=Scripted(write="Go on [1]. " * 1000))
    assert answer.path == "fallback"
    assert "wrote too much" in answer.text
    assert time.monotonic() - start < 10


def test_a_model_is_given_the_evidence_between_lines_that_no_readout_can_forge(
    samples: ReadoutAssistant,
) -> None:
    model = Scripted(write=faithful)
    samples.ask("Compare what Xi and Khan said about the corridor.", model=model)
    [(system, user)] = model.asked
    [boundary] = set(re.findall(r"=[0-9a-f]{20}=", user))
    assert boundary in system
    assert [line for line in user.splitlines() if boundary in line] == [boundary, boundary]
    inside = user.split(boundary)[1].strip().splitlines()
    assert [int(line[1]) for line in inside] == list(range(1, len(inside) + 1))
    assert {speaker for _, speaker, _ in records(user)} == {"Xi Jinping", "Imran Khan"}
    samples.ask("What did Khan say about the corridor?", model=model)
    assert boundary not in model.asked[1][1]


def test_the_budget_limits_the_evidence_and_the_numbers_stay(tmp_path: Path) -> None:
    with ReadoutAssistant(Settings(library=str(tmp_path), model_budget=100)) as assistant:
        assistant.add_samples()
        model = Scripted(write=faithful)
        answer = assistant.ask("Compare what Xi and Khan said about the corridor.", model=model)
        assert len(records(model.asked[0][1])) == 1
        assert answer.path == "fallback"


def test_wording_over_time_has_a_prompt_of_its_own(tmp_path: Path) -> None:
    with ReadoutAssistant(tmp_path / "library") as assistant:
        for day, words in (("2", "before the winter"), ("9", "before the spring comes")):
            path = tmp_path / f"{day}.txt"
            path.write_text(
                MFA.replace("2023-03-02", f"2023-03-0{day}")
                .replace("March 2", f"March {day}")
                .replace("before the winter", words)
            )
            assistant.add(path)
        model = Scripted(write=faithful)
        answer = assistant.ask(
            "How did Anwar's wording on the grain stores change across the readouts?", model=model
        )
        assert "how the wording on one point changed" in model.asked[0][0]
        assert answer.path == "generative"
        assert len(answer.citations) == 2


def test_the_assistants_own_model_is_used_until_a_question_asks_otherwise(tmp_path: Path) -> None:
    own = Scripted(write=faithful)
    with ReadoutAssistant(tmp_path, model=own) as assistant:
        assistant.add_samples()
        assert assistant.model == "Scripted"
        assert assistant.ask(TAIWAN).path == "generative"
        assert assistant.ask(TAIWAN, model=None).path == "extractive"
        assert assistant.as_runnable().invoke({"question": TAIWAN}).path == "generative"
        assert len(own.asked) == 2


def test_a_text_can_be_verified_against_an_answers_citations(samples: ReadoutAssistant) -> None:
    citations = samples.ask(TAIWAN).citations
    found = samples.verify(
        f"Khan said: “{HOLDS}, stands with China on Taiwan, on Hong Kong” [1]. Xi said that {HOLDS} [1].",
        citations,
    )
    assert [sentence.verdict for sentence in found.sentences][1] == "wrong speaker"


def test_every_extractive_answer_verifies_as_it_stands(samples: ReadoutAssistant) -> None:
    for question in (
        TAIWAN,
        "Compare what Xi and Khan said about the corridor.",
        "What did Varrick say about the harbor?",
    ):
        answer = samples.ask(question)
        prose = answer.text.split("\n\n[1]")[0]
        assert {s.verdict for s in samples.verify(prose, answer.citations).sentences} == {
            "verbatim"
        }


def test_the_command_asks_a_model_and_tells_what_it_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUT_MODEL_KEY", "sk-test-0123456789abcdef")
    with chat_server(
        lambda system, user: faithful(system, user) + " Khan visited Kyiv [1]."
    ) as server:
        base = [
            "--library",
            str(tmp_path),
            "--model",
            "openai:m",
            "--model-url",
            f"{server.url}/v1",
        ]
        assert main([*base, "samples"]) == 0
        capsys.readouterr()
        assert main([*base, "ask", TAIWAN, "--json"]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["path"] == "generative"
    assert answer["usage"]["input_tokens"] == 321
    assert [verdict["verdict"] for verdict in answer["verdicts"]] == [
        "verbatim",
        "unsupported name",
    ]
    assert "openai:m: 321 + 45 tokens" in err
    assert "dropped: 1 unsupported name" in err
    assert "0123456789" not in out + err


FOLLOW_UP = [{"role": "user", "content": "What did Khan say about Taiwan?"}]


def in_full(
    written: str, answer: Callable[[str, str], str] = faithful
) -> Callable[[str, str], str]:
    """Put the follow-up as told, and answer faithfully."""
    return lambda system, user: (
        written if "Put the last question" in system else answer(system, user)
    )


ASIDE = "Was Xinjiang in the same breath?"  # the rules find nothing for it


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("What did Khan say about Xinjiang in the same breath as Taiwan?", True),
        ("“What did Khan say about Xinjiang in the same breath as Taiwan?”\n", True),
        ("What did Khan say about Taiwan?", False),  # leaves out what was asked
        (
            "What did Khan say about Xinjiang in the same breath as the corridor?",
            False,
        ),  # brings in what was not
        (
            "What did Xi say about Xinjiang in the same breath as Taiwan?",
            False,
        ),  # somebody else's words
        ("Khan said it.\nWhat did Khan say about Xinjiang in the same breath as Taiwan?", False),
        ("", False),
    ],
)
def test_a_follow_up_is_put_in_full_only_in_words_that_were_asked(
    written: str, understood: bool, tmp_path: Path
) -> None:
    with ReadoutAssistant(Settings(library=str(tmp_path), model_follow_ups=True)) as assistant:
        assistant.add_samples()
        stream = assistant.stream(ASIDE, history=FOLLOW_UP, model=Scripted(write=in_full(written)))
        text = "".join(stream)
        answer = stream.answer
        assert answer
        assert answer.text == text
        assert answer.answered is understood
        assert (
            text.startswith(
                "*Understood as: “What did Khan say about Xinjiang in the same breath as Taiwan?”*"
            )
            is understood
        )
        assert answer.path == ("generative" if understood else "extractive")


def test_a_follow_up_is_left_to_the_rules_unless_the_settings_say_otherwise(
    samples: ReadoutAssistant,
) -> None:
    model = Scripted(
        write=in_full("What did Khan say about Xinjiang in the same breath as Taiwan?")
    )
    assert not samples.ask(ASIDE, history=FOLLOW_UP, model=model).answered
    assert model.asked == []

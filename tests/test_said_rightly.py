"""Questions that the words around the topic used to lead astray.

Times, languages, thanks, corrections.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.domain.answer import Answer
from assistant.questions.kinds import without_remark
from assistant.questions.languages import language_of
from tests.conftest import ROOT

TOLL = """Prime Minister Edda Halmar meets Chancellor Jonas Trell

Prime Minister Edda Halmar met Chancellor Jonas Trell in Osk on 4 June 2025.

Prime Minister Halmar said that the bridge toll would be cut to four crowns.

Chancellor Trell said that the bridge toll was too high.

Prime Minister Halmar said that the night ferry would sail again in May.

Chancellor Trell said that Trellia would pay the crew of the night ferry.

Prime Minister Halmar promised new lamps for the harbour.

Chancellor Trell said that the March accord must be kept.

The two leaders agreed that the customs office would be opened on Sundays.
"""
WAGES = """President Ibo Marsh speaks to the press

President Ibo Marsh spoke with Minister Lene Orr on 1 July 2025.

President Marsh said that the miners would keep their wages until March.

President Marsh said that the 2030 target would be kept.

Minister Orr said that the wages of the miners had been cut.
"""
UNDATED = """Premier Ada Quill on the docks

Premier Ada Quill met Minister Otto Renz.

Premier Quill said that the docks would be dredged.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    folder = tmp_path_factory.mktemp("said")
    for name, text in (("toll", TOLL), ("wages", WAGES), ("undated", UNDATED)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with ReadoutAssistant(folder / "library") as assistant:
        assert len(assistant.add(*sorted(folder.glob("*.txt"))).added) == 3
        yield assistant


def quotes(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def follow(assistant: ReadoutAssistant, *questions: str) -> Answer:
    history: list[dict[str, str]] = []
    for question in questions:
        answer = assistant.ask(question, history=history)
        history += [
            {"role": "user", "content": question},
            {"role": "assistant", "content": answer.text},
        ]
    return answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Marsh say about the miners keeping their wages until March?", "until March"),
        ("What did Marsh say about the wages of the miners by March?", "until March"),
        ("What did Marsh say about the 2030 target?", "2030 target"),
        ("What did Trell say about the March accord?", "March accord"),
        ("What did Halmar say about the night ferry in May?", "again in May"),
        ("What did Halmar say would sail in May?", "again in May"),
        ("What did Marsh say about the 2030 target in July 2025?", "2030 target"),
        ("What did Halmar say in June about the bridge toll?", "four crowns"),
        ("On 4 June, what did Halmar say about the bridge toll?", "four crowns"),
    ],
)
def test_a_time_in_the_topic_is_looked_for_in_the_words(
    asked: ReadoutAssistant, question: str, words: str
) -> None:
    assert words in quotes(asked.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "What did Trell say about the June accord?",
        "What did Marsh say about the 2040 target?",
        "What did Halmar say in July about the bridge toll?",
        "What did Halmar say about the bridge toll on 5 June?",
        "On 1 July 2025, what did Halmar say about the bridge toll?",
    ],
)
def test_words_of_another_time_do_not_answer(asked: ReadoutAssistant, question: str) -> None:
    assert not asked.ask(question).answered


def test_what_a_time_leaves_out_is_told(asked: ReadoutAssistant) -> None:
    none = asked.ask("What did Halmar say about herring in June 2025?")
    assert "in the 1 readout of that time. " in none.text
    assert "1 readout of other days and 1 undated readout were not searched." in none.text
    some = asked.ask("In June 2025, what did Halmar say about the bridge toll?")
    assert some.text.startswith("1 undated readout was not searched.")
    assert "not searched" not in asked.ask("What did Halmar say about the bridge toll?").text


ENGLISH = (
    "Halmar toll?",
    "ferry",
    "NATO",
    "Los Angeles fires?",
    "La Paz summit?",
    "Le Pen on Trellia?",
    "Van der Linde on dikes?",
    "Mohammed bin Tariq and oil",
    "What did 李娜 say about the toll?",
    "São Tomé forum",
    "De la Vega on the ferry?",
    "status quo in the strait",
    "vis-à-vis Trellia",
    "Côte d'Or",
    "ok",
    "no",
)
FOREIGN = (
    ("Was hat Halmar zur Brücke gesagt?", "German"),
    ("Und Trell?", "German"),
    ("¿Qué dijo Halmar sobre el peaje?", "Spanish"),
    ("que dijo trell sobre el ferry", "Spanish"),
    ("Qu'a dit Trell sur le péage ?", "French"),
    ("Et Trell ?", "French"),
    ("Что сказал Трелль о пароме?", "Russian"),
    ("Що сказав Трелль про міст?", "Ukrainian"),
    ("哈尔玛说了什么？", "Chinese"),
    ("ハルマーは何と言いましたか", "Japanese"),
    ("트렐은 뭐라고 했습니까?", "Korean"),
    ("ماذا قالت هالمار؟", "Arabic"),
    ("O que disse Halmar sobre a ponte?", "Portuguese"),
    ("Cosa ha detto Trell sul traghetto?", "Italian"),
    ("Halmar köprü hakkında ne dedi?", "Turkish"),
    ("Wat zei Trell over de veerboot?", "Dutch"),
    ("Co powiedział Trell o promie?", "Polish"),
)


@pytest.mark.parametrize("question", ENGLISH)
def test_an_english_question_is_taken_for_one(question: str) -> None:
    assert language_of(question) is None


@pytest.mark.parametrize(("question", "language"), FOREIGN)
def test_a_question_in_another_language_is_told_that_only_english_is_understood(
    asked: ReadoutAssistant, question: str, language: str
) -> None:
    answer = asked.ask(question)
    assert not answer.answered
    assert f"seems to be in {language}. Only English is understood" in answer.text
    assert "Nothing is recorded" not in answer.text


TOLL_ASKED = "What did Halmar say about the bridge toll?"


@pytest.mark.parametrize("thanks", ["Thanks", "ok", "great, thank you!", "Danke", "got it", "yes"])
def test_thanks_keep_the_subject(asked: ReadoutAssistant, thanks: str) -> None:
    answer = follow(asked, TOLL_ASKED, thanks, "What else did she say?")
    assert answer.answered
    assert {citation.speaker for citation in answer.citations} == {"Edda Halmar"}
    assert "four crowns" not in quotes(answer)


@pytest.mark.parametrize(
    "remark", ["yes", "no", "ok great", "no thanks", "wrong", "That's helpful.", "Really?"]
)
def test_a_remark_is_not_searched_for(asked: ReadoutAssistant, remark: str) -> None:
    answer = follow(asked, TOLL_ASKED, remark)
    assert not answer.answered
    assert "Nothing is recorded" not in answer.text


@pytest.mark.parametrize(
    "correction",
    [
        "wrong, that was Trell",
        "no, I meant Trell",
        "No, Trell.",
        "sorry, I meant Chancellor Trell",
        "not Halmar, Trell",
        "no, it was Trell who said that",
        "I meant Trell, not Halmar",
        "Trell, not Halmar",
        "wrong person, I want Trell",
        "I was asking about Trell",
        "no, what did Trell say about the bridge toll?",
    ],
)
def test_a_correction_asks_the_same_of_another(asked: ReadoutAssistant, correction: str) -> None:
    answer = follow(asked, TOLL_ASKED, correction)
    assert [citation.speaker for citation in answer.citations] == ["Jonas Trell"]
    assert "too high" in quotes(answer)


@pytest.mark.parametrize(
    "more",
    [
        "thanks, and Trell?",
        "Thanks! What did Trell say about the bridge toll?",
        "ok what did Trell say about the bridge toll",
        "Great. And Trell?",
        "No wait, what did Trell say about the bridge toll?",
        "yes, and what about Trell?",
    ],
)
def test_a_remark_before_a_question_is_no_part_of_it(asked: ReadoutAssistant, more: str) -> None:
    answer = follow(asked, TOLL_ASKED, more)
    assert [citation.speaker for citation in answer.citations] == ["Jonas Trell"]


@pytest.mark.parametrize("text", ["Great Britain on fish?", "No 10 on fish?", "Fine, Gael", "OK"])
def test_a_name_that_begins_like_a_remark_is_left_whole(text: str) -> None:
    assert without_remark(text) == text


def test_a_correction_may_be_of_the_topic(asked: ReadoutAssistant) -> None:
    assert "again in May" in quotes(follow(asked, TOLL_ASKED, "no, I meant the night ferry"))


def test_who_and_when_are_asked_of_what_was_said(asked: ReadoutAssistant) -> None:
    lamps = ("What did Trell say about the bridge toll?", "What about the lamps?", "Who said that?")
    assert follow(asked, *lamps).citations[0].speaker == "Edda Halmar"
    assert "4 June 2025" in follow(asked, *lamps, "When was that?").text
    more = follow(asked, *lamps, "When was that?", "Thanks", "What else did she say?")
    assert {citation.speaker for citation in more.citations} == {"Edda Halmar"}


def test_a_whole_new_question_inherits_nothing(asked: ReadoutAssistant) -> None:
    new = "What did Marsh say about the 2030 target that his party set?"
    answer = follow(asked, "What did Halmar say in June 2025 about the bridge toll?", new)
    assert answer.question.follows is None
    assert "2030 target" in quotes(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What did both sides agree on about the customs office?",
        "What did the two leaders say about the customs office?",
        "What did Halmar and Trell say about the customs office?",
        "Did the two sides agree on the customs office?",
    ],
)
def test_what_both_said_together_answers_where_both_are_asked(
    asked: ReadoutAssistant, question: str
) -> None:
    assert "customs office" in quotes(asked.ask(question))


def test_an_emptied_library_is_sound_and_stays_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TOLL, encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        [id] = assistant.add(tmp_path / "a.txt").added
        assistant.remove(id)
        assert not assistant.ask(TOLL_ASKED).answered
        assert assistant.check().found == ()
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assert assistant.check(repair=True).found == ()
        assert not assistant.ask(TOLL_ASKED).answered
        assert assistant.check().found == ()
        assistant.add(tmp_path / "a.txt")
        assert assistant.ask(TOLL_ASKED).answered
        assert assistant.check().found == ()


def until(end: float, act: Callable[[], object], wrong: list[BaseException]) -> None:
    """Do something again and again, and keep what goes wrong."""
    while time.monotonic() < end and not wrong:
        try:
            act()
        except BaseException as error:
            wrong.append(error)
            raise


def test_questions_are_answered_while_readouts_come_and_go(tmp_path: Path) -> None:
    for number in range(6):
        text = TOLL.replace("four crowns", f"{number} crowns")
        text = text.replace("4 June", f"{number + 2} June")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    wrong: list[BaseException] = []
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path)

        def ask() -> None:
            assert all("crowns" in c.quote for c in assistant.ask(TOLL_ASKED).citations)

        def change() -> None:
            readout = assistant.readouts()[0]
            assistant.remove(readout.id)
            assistant.add(readout.path or "")

        end = time.monotonic() + 5
        threads = [threading.Thread(target=until, args=(end, ask, wrong)) for _ in range(7)]
        threads.append(threading.Thread(target=until, args=(end, change, wrong)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert len(assistant.readouts()) == 6
        assert assistant.check().sound


def test_nearly_every_question_in_another_language_is_known_for_one() -> None:
    path = ROOT / "tests" / "questions" / "other_languages.txt"
    asked = [q for q in path.read_text(encoding="utf-8").splitlines() if q and q[0] != "#"]
    missed = [question for question in asked if language_of(question) is None]
    assert len(asked) >= 110
    assert len(missed) <= 5, missed


def test_no_english_question_is_taken_for_another_language(shared: Path) -> None:
    files = [*(ROOT / "tests" / "questions").glob("*.jsonl"), *(shared / "gold").glob("*.jsonl")]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    asked = [row["question"] for row in rows if "question" in row]
    asked += [m["content"] for row in rows for m in row.get("history", ()) if m["role"] == "user"]
    assert len(asked) > 700
    assert [question for question in asked if language_of(question)] == []


# Of each small input: a question (or a thread), who must be cited with which words; None: nobody.
CASES = (
    ("12-quote-formats", 8, "Khoza", "until March"),
    ("14-same-surname", 6, None, ""),
    ("17-honorifics", 0, "Falasi", "free zone"),
    ("17-honorifics", 3, "Azlan", "Palm oil"),
    ("17-honorifics", 4, "Oakes", "Agadez"),
    ("17-honorifics", 7, "Anandatirtha", "wells"),
    ("17-honorifics", 8, "Kyaw Min", "rice"),
    ("19-followups", 8, "Kolar", "night train"),
    ("19-followups", 9, "Winkel", "too high"),
    ("19-followups", 12, None, ""),
    ("20-negation", 0, "Brodar", "would not send"),
    ("20-negation", 4, "Brodar", "did not rule out"),
    ("20-negation", 6, "Brodar", "would not send"),
    ("20-negation", 7, "Adeyo", "never promised"),
    ("21-languages", 0, None, "in German"),
    ("21-languages", 1, None, "in Spanish"),
    ("21-languages", 2, None, "in French"),
    ("21-languages", 3, None, "in Russian"),
    ("21-languages", 4, None, "in Chinese"),
    ("21-languages", 5, None, "in Arabic"),
    ("30-surname-word", 0, "Ruth May", "port dues"),
    ("30-surname-word", 3, "Kim Bishop", "port was full"),
    ("30-surname-word", 5, "Luis Jordan", "work would begin"),
    ("30-surname-word", 6, "Ada King", "ruin"),
)


@pytest.mark.parametrize(("case", "number", "speaker", "words"), CASES)
def test_the_small_inputs_that_went_wrong_are_answered(
    shared: Path, tmp_path: Path, case: str, number: int, speaker: str | None, words: str
) -> None:
    folder = shared / "cases" / case
    if not folder.is_dir():
        pytest.skip("the small inputs are not there")
    lines = [q for q in (folder / "asks.txt").read_text("utf-8").splitlines() if q.strip()]
    first = max(place for place in range(number + 1) if not lines[place].startswith("+"))
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(*(path for path in sorted(folder.iterdir()) if path.name != "asks.txt"))
        answer = follow(assistant, *(line.lstrip("+ ") for line in lines[first : number + 1]))
    if speaker is None:
        assert not answer.answered
        assert words in answer.text
    else:
        assert speaker in str(answer.citations[0].speaker)
        assert words.casefold() in quotes(answer).casefold()


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What did both sides say about the customs office?", "customs office would be opened"),
        ("What did both sides say about the bridge toll?", "bridge toll would be cut"),
        ("What did the two leaders say about the bridge toll?", "bridge toll was too high"),
        ("What did both sides say about lamps for the harbour?", ""),
        ("What did the two leaders agree on new lamps for the harbour?", ""),
        ("What did Halmar say about lamps for the harbour?", "new lamps for the harbour"),
    ],
)
def test_words_of_one_are_not_what_both_sides_said(
    asked: ReadoutAssistant, question: str, quoted: str
) -> None:
    answer = asked.ask(question)
    if quoted:
        assert quoted in quotes(answer)
    else:
        assert not answer.answered
        assert "of both sides" in answer.text
        assert {c.speaker for c in answer.related} == {"Edda Halmar"}

"""People whom a question names by honorific, by a surname that is another word, or by office alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import ReadoutAssistant
from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text
from assistant.domain.readout import Person, Readout
from assistant.questions.calendar import Calendar
from assistant.questions.lexicon import Lexicon
from assistant.questions.register import Register
from assistant.questions.understanding import Understanding
from assistant.text import count_cases, terms

PEOPLE = (
    Person("Omar bin Tariq Al Sahri", "Minister of Ports", "Qasriya"),
    Person("Zulkarnain bin Hamid", "Minister of Trade", "Melura"),
    Person("Honor Ashby", "Special Envoy", "Albarry"),
    Person("Tayo Adeleke", "", "Kwendi"),
    Person("Nandatirtha", "", ""),
    Person("Thant Zin", "Ambassador", "Zawmyo"),
    Person("Ines May", "Prime Minister", "Albarry"),
    Person("Otto Bishop", "Foreign Minister", "Northmere"),
    Person("Rafael Jordan", "President", "Sotara"),
    Person("Nora King", "Minister", "Mirren"),
    Person("Lars Holland", "Minister", "Norden"),
    Person("Vera March", "Premier", "Ostland"),
    Person("Paul Dean", "Chancellor", "Westmark"),
    Person("Ana Ma", "Minister", "Hualin"),
)
TEXT = (
    "Ministers met on 3 March 2024. The ferry, the port and the toll were on the table. They may "
    "march on the port. The dean of the port and a king spoke."
)


def understanding(*people: Person) -> Understanding:
    readout = replace(attribute(read_text(TEXT)), people=people)
    return over([readout])


def over(readouts: list[Readout]) -> Understanding:
    texts = [readout.text for readout in readouts]
    stems = [term for text in texts for term in terms(text)]
    lexicon = Lexicon(texts, count_cases(texts), stems.count, set(stems), lambda word, least: ())
    return Understanding(Register(readouts), lexicon, Calendar(readouts))


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Sheikh Omar", "Omar bin Tariq Al Sahri"),
        ("His Highness Sheikh Omar bin Tariq Al Sahri", "Omar bin Tariq Al Sahri"),
        ("His Excellency Al Sahri", "Omar bin Tariq Al Sahri"),
        ("Dato' Seri Zulkarnain bin Hamid", "Zulkarnain bin Hamid"),
        ("Dato’ Seri Zulkarnain", "Zulkarnain bin Hamid"),
        ("Tun Dr. Zulkarnain", "Zulkarnain bin Hamid"),
        ("Tan Sri Zulkarnain", "Zulkarnain bin Hamid"),
        ("Dame Honor", "Honor Ashby"),
        ("Baroness Ashby", "Honor Ashby"),
        ("Lady Ashby", "Honor Ashby"),
        ("the Rt Hon. Dame Honor Ashby DBE", "Honor Ashby"),
        ("Chief Tayo Adeleke", "Tayo Adeleke"),
        ("Sir Tayo Adeleke KBE", "Tayo Adeleke"),
        ("Alhaji Adeleke", "Tayo Adeleke"),
        ("Swami Nandatirtha", "Nandatirtha"),
        ("U Thant Zin", "Thant Zin"),
        ("H.E. Thant Zin", "Thant Zin"),
        ("Captain Ashby", "Honor Ashby"),
        ("Ashby", "Honor Ashby"),
    ],
)
def test_an_honorific_hides_nobody_and_is_no_topic(called: str, name: str) -> None:
    question = understanding(*PEOPLE[:5], *(PEOPLE[5:6]))(f"What did {called} say about the port?")
    # One of whom nothing is told must be heard to be known; an office makes him so here.
    if name == "Nandatirtha":
        question = understanding(Person(name, "Guest"))(f"What did {called} say about the port?")
    assert question.speakers == ((name,),)
    assert question.topic.text == "port"


@pytest.mark.parametrize("called", ["Sheikh Khalid", "Dame Edith", "Swami Ramananda", "Ma", "Don"])
def test_an_honorific_finds_nobody_else(called: str) -> None:
    question = understanding(*PEOPLE[:4])(f"What did {called} say about the port?")
    assert question.speakers == ()
    assert question.unknown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What did May say about the port?", "Ines May"),
        ("what did may say about the port", "Ines May"),
        ("What did Ines May say about the port?", "Ines May"),
        ("What did Prime Minister May say about the port?", "Ines May"),
        ("May on the port?", "Ines May"),
        ("What was said by May about the port?", "Ines May"),
        ("What did May say about the port in March?", "Ines May"),
        ("What did March say about the port in May?", "Vera March"),
        ("What did Premier March say about the port?", "Vera March"),
        ("What did Bishop say about the port?", "Otto Bishop"),
        ("What did King say about the port?", "Nora King"),
        ("What did Minister King say about the port?", "Nora King"),
        ("What did Jordan say about the port?", "Rafael Jordan"),
        ("What did President Jordan say about the port?", "Rafael Jordan"),
        ("Jordan on the port?", "Rafael Jordan"),
        ("What did Holland say about the port?", "Lars Holland"),
        ("What did Dean say about the port?", "Paul Dean"),
        ("What did Ma say about the port?", "Ana Ma"),
    ],
)
def test_a_surname_that_is_another_word_is_a_surname_where_somebody_bears_it(
    text: str, name: str
) -> None:
    assert understanding(*PEOPLE[6:])(text).speakers == ((name,),)


@pytest.mark.parametrize(
    "text",
    [
        "What may follow on the port?",
        "What was said about the port in May?",
        "What was said in Jordan about the port?",
        "What was said about the march on the port?",
        "Was the king at the port?",
    ],
)
def test_the_other_word_stays_one_elsewhere(text: str) -> None:
    assert understanding(*PEOPLE[6:])(text).speakers == ()


@pytest.mark.parametrize("name", ["May", "March", "King", "Bishop", "Pope", "Quill"])
def test_such_a_surname_that_nobody_bears_is_said_to_be_unknown(name: str) -> None:
    question = understanding(*PEOPLE[:4])(f"What did {name} say about the port?")
    assert question.unknown == (name,)


def test_an_office_behind_did_needs_no_article() -> None:
    king = understanding(Person("Hassan Idris", "King", "Jordan"))
    assert king("What did King say about the port?").speakers == (("Hassan Idris",),)
    assert king("what did king say about the port").speakers == (("Hassan Idris",),)
    assert king("What was decided about the port?").unknown == ()


def test_a_country_is_asked_for_where_nobody_bears_its_name() -> None:
    king = Person("Hassan Idris", "King", "Jordan")
    assert understanding(king)("What did Jordan say about the port?").speakers == (
        ("Hassan Idris",),
    )
    both = understanding(king, PEOPLE[8])("What did Jordan say about the port?")
    assert both.speakers == (("Rafael Jordan",), ("Hassan Idris",))


CASTRIA = """The Prime Minister spoke to President Mila Orlov of Castria on 5 March 2024.

The Prime Minister said that Norway would send two ships.

President Orlov said that the two ships were late.
"""
OSTLAND = """The Prime Minister spoke to Chancellor Emil Brandt of Ostland on 6 March 2024.

The Prime Minister said that Finland would send two ships to the gulf.

Chancellor Brandt said that the two ships were welcome.
"""


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    folder = tmp_path_factory.mktemp("unnamed")
    for name, text in (("Norway", CASTRIA), ("Finland", OSTLAND)):
        front = f"---\ntitle: The Prime Minister's call\nissuer: Prime Minister's Office of {name}\n---\n"
        (folder / f"{name}.md").write_text(front + text, encoding="utf-8")
    with ReadoutAssistant(folder / "library") as assistant:
        assert len(assistant.add(*sorted(folder.glob("*.md"))).added) == 2
        yield assistant


@pytest.mark.parametrize(
    ("called", "country"),
    [
        ("the Norwegian prime minister", "Norway"),
        ("Norway's leader", "Norway"),
        ("the Norwegian PM", "Norway"),
        ("Oslo", "Norway"),
        ("the prime minister of Finland", "Finland"),
        ("the leader of Finland", "Finland"),
        ("Finland's premier", "Finland"),
    ],
)
def test_a_leader_whom_a_house_never_names_is_found_by_country(
    unnamed: ReadoutAssistant, called: str, country: str
) -> None:
    answer = unnamed.ask(f"What did {called} say about the two ships?")
    assert [citation.speaker for citation in answer.citations] == ["The Prime Minister"]
    assert f"{country} would send" in answer.citations[0].quote


@pytest.mark.parametrize("called", ["the PM", "the Prime Minister", "the prime minister"])
def test_without_a_country_every_prime_minister_is_meant(
    unnamed: ReadoutAssistant, called: str
) -> None:
    answer = unnamed.ask(f"What did {called} say about the two ships?")
    assert {citation.speaker for citation in answer.citations} == {"The Prime Minister"}
    assert len(answer.citations) == 2


@pytest.mark.parametrize(
    "called",
    ["the French prime minister", "the Castrian prime minister", "the Norwegian president"],
)
def test_an_unnamed_leader_is_nobody_elses(unnamed: ReadoutAssistant, called: str) -> None:
    assert not unnamed.ask(f"What did {called} say about the two ships?").answered


def test_the_people_of_a_country_that_no_table_has_are_known_by_its_name(
    unnamed: ReadoutAssistant,
) -> None:
    answer = unnamed.ask("What did the Castrian president say about the two ships?")
    assert [citation.speaker for citation in answer.citations] == ["Mila Orlov"]


TWINS = """President Clara Vidal meets Foreign Minister Hugo Vidal

President Clara Vidal of Sotara met Foreign Minister Hugo Vidal of Mirren on 4 May 2024.

President Vidal said that the pass would be cleared before the snow.

Foreign Minister Hugo Vidal asked for three days.

Foreign Minister Hugo Vidal said that the drivers had not been paid.
"""


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadoutAssistant]:
    folder: Path = tmp_path_factory.mktemp("twins")
    (folder / "a.txt").write_text(TWINS, encoding="utf-8")
    with ReadoutAssistant(folder / "library") as assistant:
        assistant.add(folder / "a.txt")
        yield assistant


def test_two_of_one_surname_are_not_answered_for_each_other(twins: ReadoutAssistant) -> None:
    for topic in ("three days", "the drivers", "new plans", "next week"):
        assert not twins.ask(f"What did Clara Vidal say about {topic}?").answered
    answer = twins.ask("What did Hugo Vidal say about three days?")
    assert [citation.quote for citation in answer.citations] == [
        "Foreign Minister Hugo Vidal asked for three days."
    ]
    assert not twins.ask("What did Hugo Vidal say about four days?").answered


def test_which_of_two_is_meant_is_asked_where_both_were_there(twins: ReadoutAssistant) -> None:
    for topic in ("the pass", "the drivers"):
        text = twins.ask(f"What did Vidal say about {topic}?").text
        assert "More than one person called “Vidal”" in text
        assert "Which one is meant?" in text
    assert "More than one" not in twins.ask("What did Clara Vidal say about the pass?").text


NEGATED = """President Ilse Brand speaks with Prime Minister Kofi Adom

President Ilse Brand spoke with Prime Minister Kofi Adom on 2 July 2024.

President Brand said that Estvia would not send troops to the islands.

Prime Minister Adom denied that Kwendi had asked for troops.

Prime Minister Adom said that he had never promised to release the sailors.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Did Brand promise troops?", "would not send troops"),
        ("What did Brand not say about troops?", "would not send troops"),
        ("Has Brand said that she would send troops?", "would not send troops"),
        ("Did Adom ask for troops?", "denied that Kwendi had asked"),
        ("Did Adom promise to release the sailors?", "never promised to release"),
        ("Will Adom release the sailors?", "never promised to release"),
        ("Did Brand rule out sending troops?", "would not send troops"),
    ],
)
def test_a_question_of_yes_or_no_is_answered_by_the_quote_with_its_not(
    tmp_path: Path, question: str, words: str
) -> None:
    (tmp_path / "a.txt").write_text(NEGATED, encoding="utf-8")
    with ReadoutAssistant(tmp_path / "library") as assistant:
        assistant.add(tmp_path / "a.txt")
        assert words in assistant.ask(question).text
        assert not assistant.ask("Did Brand promise money?").answered

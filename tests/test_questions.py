from __future__ import annotations

from datetime import date

import pytest

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text
from assistant.domain.readout import Readout
from assistant.questions.calendar import Calendar
from assistant.questions.dates import find_period
from assistant.questions.lexicon import Lexicon
from assistant.questions.register import Register
from assistant.questions.topics import find_topic
from assistant.questions.understanding import Understanding
from assistant.text import count_cases, terms

TEXTS = (
    "On May 4, 2023, President Maria Lindqvist had a phone conversation with Prime Minister Paulo Andrade of Costana. "
    "President Lindqvist thanked Prime Minister Andrade for the Costana-Norden Economic Corridor. Prime Minister Andrade "
    "welcomed debt relief and said that the talks will go on.",
    "President Maria Lindqvist met today with Pakistani Prime Minister Tarek Anwar. The Prime Minister raised piracy.",
    "Prime Minister Rui Brown of Costana spoke today with President Maria Lindqvist. Prime Minister Brown discussed brown coal, "
    "brown fields and brown bears.",
)


@pytest.fixture(scope="module")
def readouts() -> list[Readout]:
    return [attribute(read_text(text)) for text in TEXTS]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    stems = [term for text in TEXTS for term in terms(text)]
    return Lexicon(TEXTS, count_cases(TEXTS), stems.count, set(stems), lambda word, least: ())


@pytest.fixture(scope="module")
def understand(readouts: list[Readout], lexicon: Lexicon) -> Understanding:
    return Understanding(Register(readouts), lexicon, Calendar(readouts))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("on 4 October 2022", date(2022, 10, 4), date(2022, 10, 4)),
        ("on October 4, 2022?", date(2022, 10, 4), date(2022, 10, 4)),
        ("in July 2021", date(2021, 7, 1), date(2021, 7, 31)),
        ("in Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("on 24-26 June 2023", date(2023, 6, 24), date(2023, 6, 26)),
        ("in August and September 2021", date(2021, 8, 1), date(2021, 9, 30)),
        ("in 2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2021-10-26", date(2021, 10, 26), date(2021, 10, 26)),
        ("before November 2021", None, date(2021, 10, 31)),
        ("after 2021", date(2022, 1, 1), None),
        ("since 4 May 2022", date(2022, 5, 4), None),
        ("until 2022", None, date(2022, 12, 31)),
        ("between March 2021 and May 2022", date(2021, 3, 1), date(2022, 5, 31)),
    ],
)
def test_a_period_is_read(text: str, since: date | None, until: date | None) -> None:
    period = find_period(f"What was said {text}")
    assert period is not None
    assert (period.since, period.until) == (since, until)


@pytest.mark.parametrize(
    "text", ["What did May say?", "on 31 February 2021", "about 500 tanks", "resolution 1973a"]
)
def test_no_period_is_read(text: str) -> None:
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What did Lindqvist say about trade?", [("Maria Lindqvist",)]),
        ("what did lindqvist tell andrade about trade", [("Maria Lindqvist",)]),
        ("What did the Pakistani PM say about piracy?", [("Tarek Anwar",)]),
        ("Where did Pakistan's prime minister stand on piracy?", [("Tarek Anwar",)]),
        ("What did lindkvist say about trade?", [("Maria Lindqvist",)]),
        ("On Lindqvist's call, what did Andrade say?", [("Paulo Andrade",)]),
        (
            "Compare what Lindqvist and Andrade said about debt.",
            [("Maria Lindqvist",), ("Paulo Andrade",)],
        ),
        ("What did Brown say about coal?", [("Rui Brown",)]),
        ("WHAT DID LINDQVIST SAY ABOUT TRADE?", [("Maria Lindqvist",)]),
        ("What did Maria Lindkvist say about trade?", [("Maria Lindqvist",)]),
        ("What did the president say about trade?", [("Maria Lindqvist",)]),
        ("What did President Lindqvist say about trade?", [("Maria Lindqvist",)]),
        ("what was lindqvists position on trade", [("Maria Lindqvist",)]),
        ("Pakistan's Tarek Anwar on piracy?", [("Tarek Anwar",)]),
        ("Asked whether the talks were stalled, what did Andrade answer?", [("Paulo Andrade",)]),
        ("Andrade's reply on whether the talks were going on?", [("Paulo Andrade",)]),
        ("What was the view of the Pakistani prime minister on piracy?", [("Tarek Anwar",)]),
        ("What did Olga Lindqvist say about trade?", []),
        ("Zeno Mikael Aalto on trade?", []),
        (
            "What was Lindqvist told by the Pakistani prime minister about piracy?",
            [("Tarek Anwar",)],
        ),
        (
            "How was debt described by Lindqvist and by Andrade?",
            [("Maria Lindqvist",), ("Paulo Andrade",)],
        ),
        ("What was Andrade asked to do about debt?", []),
        ("Lindquist's remarks on trade?", [("Maria Lindqvist",)]),
        ("In which calls did Lindqvist thank Andrade?", [("Maria Lindqvist",)]),
        ("Tell me what Andrade thinks of debt.", [("Paulo Andrade",)]),
        ("There was a call about debt. What did Andrade say?", [("Paulo Andrade",)]),
        ("Lindqvist and the corridor: what did she say?", [("Maria Lindqvist",)]),
        ("Which Pakistani officials raised piracy?", [("Tarek Anwar",)]),
        ("Calls with Andrade in which Lindqvist raised debt?", [("Maria Lindqvist",)]),
        ("What did he say about trade?", []),
        ("Was brown coal discussed?", []),
        ("What did Zykov say about trade?", []),
        ("What did Maria Anders say about trade?", []),
    ],
)
def test_who_is_asked_for(
    understand: Understanding, question: str, speakers: list[tuple[str, ...]]
) -> None:
    assert list(understand(question).speakers) == speakers


@pytest.mark.parametrize("name", ["Zykov", "Maria Anders"])
def test_a_name_nobody_bears_is_said_to_be_unknown(understand: Understanding, name: str) -> None:
    assert understand(f"What did {name} say about trade?").unknown == (name,)


def test_others_named_must_have_been_there(understand: Understanding) -> None:
    question = understand("What did Lindqvist tell Andrade about debt relief in May 2023?")
    assert question.present == (("Paulo Andrade",),)
    assert question.since == date(2023, 5, 1)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What did Lindqvist say about trade?", "said"),
        ("What did both sides agree on?", "agreed"),
        ("What did each side say?", "both"),
        ("Compare Lindqvist and Andrade on debt.", "both"),
        ("When did Lindqvist call Andrade?", "fact"),
        ("How long was the call?", "fact"),
        ("Where did they meet?", "fact"),
        ("Where did Andrade stand on debt?", "said"),
        ("Who said that the talks will go on?", "who"),
        ("In which calls did Lindqvist raise debt?", "across"),
        ("What was the date of the call?", "fact"),
        ("Duration of Lindqvist's call with Andrade?", "fact"),
        ("Lindqvist and Andrade: when, and by phone or in person?", "fact"),
        ("Who did Lindqvist talk to in May 2023?", "fact"),
        ("Who did Lindqvist talk to about debt?", "across"),
        ("And when did she say that?", "fact"),
        ("When did Lindqvist thank Andrade for the corridor?", "across"),
        ("Who was thanked by Lindqvist for the corridor?", "across"),
        ("Which mayors did Lindqvist phone before the storm?", "fact"),
        ("Which leaders did Lindqvist phone before the storm?", "across"),
        ("When Lindqvist called, what was Andrade's position on debt?", "said"),
        ("What did Andrade say about the security agreement?", "said"),
        ("What did Andrade say about prices on each side of the border?", "said"),
        ("Apart from that, what did they cover?", "else"),
    ],
)
def test_the_kind_of_question(understand: Understanding, question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("text", "met_by"),
    [
        ("CNEC", "cost norden econom corridor".replace("cost ", "costana ")),
        ("the pandemic", "covid 19"),
        ("Afghan refugees", "afghanistan"),
        ("debt releif", "relief"),
        ("F-16s", "f 16"),
    ],
)
def test_a_topic_is_met_by_other_words_for_it(lexicon: Lexicon, text: str, met_by: str) -> None:
    forms = {" ".join(form) for term in find_topic(text, lexicon).terms for form in term.forms}
    assert met_by in forms


@pytest.mark.parametrize("text", ["what did they say about", "the call with the president", ""])
def test_framing_words_are_no_topic(lexicon: Lexicon, text: str) -> None:
    assert find_topic(text, lexicon).terms == ()


def test_a_name_nobody_knows_is_not_corrected_into_a_word(lexicon: Lexicon) -> None:
    assert [term.forms for term in find_topic("Relieg", lexicon).terms] == [(("relieg",),)]


def test_follow_ups_keep_what_they_leave_out(understand: Understanding) -> None:
    first = "What did Lindqvist say about debt relief?"
    other = understand("and Andrade?", [first])
    assert other.speakers == (("Paulo Andrade",),)
    assert other.topic.text == "debt relief"
    assert other.present == (("Maria Lindqvist",),)
    topic = understand("what about fisheries?", [first])
    assert topic.speakers == (("Maria Lindqvist",),)
    assert topic.topic.text == "fisheries"
    when = understand("When was that?", [first])
    assert when.kind == "fact"
    assert when.present == (("Maria Lindqvist",),)


def test_a_whole_question_stands_for_itself(understand: Understanding) -> None:
    alone = understand("What did Andrade say about debt relief?")
    assert (
        understand(
            "What did Andrade say about debt relief?", ["What did Lindqvist say about trade?"]
        )
        == alone
    )


def test_a_people_after_and_the_is_asked_for_and_a_country_is_a_topic(
    understand: Understanding,
) -> None:
    first = "What did Lindqvist say about debt relief?"
    assert understand("and the Pakistani?", [first]).speakers == (("Tarek Anwar",),)
    assert understand("what about Pakistan?", [first]).speakers == (("Maria Lindqvist",),)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("hello", "talk"),
        ("Thanks a lot!", "talk"),
        ("Which readouts do you have?", "library"),
        ("Who is in it?", "library"),
        ("What else came up in that call?", "else"),
        ("Which president did he compare it to?", "said"),
        ("What did the Costanan president tell Andrade?", "said"),
        ("How long did Lindqvist say the call was?", "said"),
        ("Who did Lindqvist thank?", "across"),
    ],
)
def test_more_kinds_of_question(understand: Understanding, question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("in spring 2023", date(2023, 3, 1), date(2023, 5, 31)),
        ("in the summer of 2021", date(2021, 6, 1), date(2021, 8, 31)),
        ("April to June 2022", date(2022, 4, 1), date(2022, 6, 30)),
    ],
)
def test_seasons_and_spans_of_months_are_read(text: str, since: date, until: date) -> None:
    period = find_period(f"What was said {text}")
    assert period is not None
    assert (period.since, period.until) == (since, until)


def test_of_an_office_and_a_name_the_name_is_meant_and_both_are_read(
    understand: Understanding,
) -> None:
    question = understand("What did the Pakistani Prime Minister Tarek Anwar say about piracy?")
    assert question.speakers == (("Tarek Anwar",),)
    assert [term.text for term in question.topic.terms] == ["piracy"]


def test_a_word_in_capitals_is_a_name_whatever_it_is_else(lexicon: Lexicon) -> None:
    assert [term.text for term in find_topic("why the WHO matters", lexicon).terms] == ["who"]
    assert find_topic("who said it", lexicon).terms == ()


def test_a_call_is_no_calling_for_something(lexicon: Lexicon) -> None:
    assert "urg" not in find_topic("debt in the phone call", lexicon).cues
    assert "urg" in find_topic("what she called for", lexicon).cues


def test_said_to_each_other_is_the_other_way_round(understand: Understanding) -> None:
    question = understand(
        "What did he say to her?", ["What did Lindqvist tell Andrade about debt?"]
    )
    assert question.speakers == (("Paulo Andrade",),)


def archive() -> Calendar:
    texts = (
        "On November 3, 2022, President Maria Lindqvist met Prime Minister Paulo Andrade at the Lagos Summit. They spoke.",
        "On November 4, 2022, President Maria Lindqvist met President Ana Roe at the Lagos Summit. They spoke.",
        "On June 5, 2023, President Maria Lindqvist called Prime Minister Paulo Andrade. They spoke.",
    )
    return Calendar([attribute(read_text(text)) for text in texts])


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("in November", date(2022, 11, 1), date(2022, 11, 30)),
        ("last spring", date(2023, 3, 1), date(2023, 5, 31)),
        ("last year", date(2022, 1, 1), date(2022, 12, 31)),
        ("before the Lagos summit", None, date(2022, 11, 2)),
        ("after the Lagos Summit", date(2022, 11, 5), None),
        ("in June 2021", date(2021, 6, 1), date(2021, 6, 30)),
        ("in January", date(2023, 1, 1), date(2023, 1, 31)),
        ("since July", date(2022, 7, 1), None),
        ("on 5 June", date(2023, 6, 5), date(2023, 6, 5)),
        ("on November 4", date(2022, 11, 4), date(2022, 11, 4)),
    ],
)
def test_a_time_is_read_as_far_as_the_library_can_tell(
    text: str, since: date | None, until: date | None
) -> None:
    period = archive().find_period(f"What did Lindqvist say {text}?")
    assert period is not None
    assert (period.since, period.until) == (since, until)


@pytest.mark.parametrize(
    "text",
    [
        "before the summit",
        "before the Oslo summit",
        "what may follow",
        "about the march",
    ],
)
def test_a_time_the_library_cannot_tell_is_none(text: str) -> None:
    assert archive().find_period(f"What did Lindqvist say {text}?") is None


def test_a_phrase_in_quotation_marks_is_one_term_met_word_for_word(lexicon: Lexicon) -> None:
    topic = find_topic("about “the talks will go on” and debt", lexicon)
    assert topic.phrases == ("the talks will go on",)
    assert topic.terms[0].forms == (("the", "talk", "will", "go", "on"),)
    assert [term.text for term in topic.terms[1:]] == ["debt"]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("jcpoa", ("joint comprehensive plan of action",)),
        ("jcpa", ("joint comprehensive plan of action",)),
        ("jxpa", ()),
    ],
)
def test_an_initialism_counts_small_words_or_leaves_them_out(
    word: str, names: tuple[str, ...]
) -> None:
    text = "They spoke of the Joint Comprehensive Plan of Action and of trade."
    assert (
        Lexicon([text], count_cases([text]), lambda stem: 0, (), lambda word, least: ()).expansions(
            word
        )
        == names
    )

"""Prose that once passed, or was made to, though it is false.

What two attacks on the verifier found, one line a hole.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.composition.verification import verify
from assistant.domain.answer import Evidence
from assistant.domain.readout import JOINT, Kind, Paragraph, Person, Readout, Sentence

PEOPLE = (
    Person("Maria Lindqvist", "President", "Norden"),
    Person("Paulo Andrade", "Prime Minister", "Costana"),
    Person("Lena Okoro", "President", "Velmar"),
)
LINDQVIST, ANDRADE, OKORO = (person.name for person in PEOPLE)


def told(
    *sentences: tuple[str, tuple[str, ...]],
    kind: Kind = "call",
    people: tuple[Person, ...] = PEOPLE[:2],
    id: str = "one",
) -> Readout:
    """Return a readout of one paragraph, its title naming the first two people."""
    text, found = "", []
    for words, speakers in sentences:
        start = len(text) + bool(text)
        text = f"{text} {words}".strip()
        found.append(Sentence(words, start, start + len(words), speakers))
    title = f"Call of {people[0].name} with {people[1].name}"
    return Readout(
        id, title, text, (Paragraph(0, len(text)),), tuple(found), kind=kind, people=people
    )


def passes(text: str, *items: Readout) -> bool:
    evidence = [
        Evidence(readout, sentence, 1.0) for readout in items for sentence in readout.sentences
    ]
    return any(sentence.passed for sentence in verify(text, evidence).sentences)


def says(words: str, speaker: str = LINDQVIST, kind: Kind = "call") -> Readout:
    return told((words, (speaker,)), kind=kind)


@pytest.mark.parametrize(
    ("words", "kind", "prose"),
    [
        # "he", "she", "they", "we" in direct speech are not the speaker
        ("He never thought the pact would hold.", "transcript", "Maria Lindqvist never thought the pact would hold [1]."),
        ("He never thought the pact would hold.", "transcript", "Maria Lindqvist said he never thought the pact would hold [1]."),
        ("They attacked our ships in the harbor.", "call", "Maria Lindqvist attacked our ships in the harbor [1]."),
        ("She said that Costana is finished.", "transcript", "Maria Lindqvist said that Costana is finished [1]."),
        # what governs a clause is not cut off
        ("Some people claim that the treaty is dead.", "call", "Maria Lindqvist said: “the treaty is dead” [1]."),
        ("I hope that Costana will yield.", "call", "Maria Lindqvist said: “Costana will yield” [1]."),
        ("Our enemies have one aim: Costana must fall.", "call", "Maria Lindqvist said that Costana must fall [1]."),
        ("There is a false story about two ports: Costana sold the ports; Costana burned the records.", "call", "Maria Lindqvist said that Costana burned the records [1]."),
        ("Trade with the enemies of Costana must stop.", "call", "Maria Lindqvist said: “Costana must stop” [1]."),
        ("Do we want a war with Costana?", "call", "Maria Lindqvist said: “we want a war with Costana” [1]."),
        ("Do we want a war with Costana?", "call", "Maria Lindqvist said: “Do we want a war with Costana” [1]."),
        ("It is wrong to say that we gave up.", "call", "Maria Lindqvist said: “we gave up” [1]."),
        # nor what takes it back or limits it
        ("The claim that Costana attacked is false.", "call", "Maria Lindqvist said: “Costana attacked” [1]."),
        ("We will accept the plan under no circumstances.", "call", "Maria Lindqvist said: “We will accept the plan” [1]."),
        ("Should Costana attack, we will close the border.", "call", "Maria Lindqvist said: “we will close the border” [1]."),
        ("We will leave the treaty when Costana cheats again.", "call", "Maria Lindqvist said: “We will leave the treaty” [1]."),
        ("The border opens, subject to a vote in parliament.", "call", "Maria Lindqvist said that the border opens [1]."),
        ("The harbor is lost, and that is the lie they tell.", "call", "Maria Lindqvist said that the harbor is lost [1]."),
        ("The hostages are dead; so the rebels claim.", "call", "Maria Lindqvist said that the hostages are dead [1]."),
        ("The hostages are dead, say the rebels.", "call", "Maria Lindqvist said that the hostages are dead [1]."),
        # numbers are whole
        ("We will send 3,500 troops to the border.", "call", "Maria Lindqvist said: “We will send 3” [1]."),
        ("We will send 3,500 troops to the border.", "call", "Maria Lindqvist said they will send 3 [1]."),
        ("The rate is -5 percent.", "call", "Maria Lindqvist said that the rate is 5 percent [1]."),
        # words are not changed in number, tense, person or case where that changes what is meant
        ("A few countries support the plan.", "call", "Maria Lindqvist said that few countries support the plan [1]."),
        ("The border is close to Costana.", "call", "Maria Lindqvist said that the border is closed to Costana [1]."),
        ("We will take back our ports.", "call", "Maria Lindqvist said: We will take back their ports [1]."),
        ("Costana came and we killed forty people.", "call", "Maria Lindqvist said Costana came and they killed forty people [1]."),
        ("We will fight AIDS.", "call", "Maria Lindqvist said they will fight aids [1]."),
        ("The Korean Peninsula must be free of weapons.", "call", "Maria Lindqvist said the South Korean Peninsula must be free of weapons [1]."),
        ("European countries must pay.", "call", "Maria Lindqvist said that EU countries must pay [1]."),
        ("Costana says Velmar is guilty of the attack.", "call", "Maria Lindqvist said that Costana, says Velmar, is guilty of the attack [1]."),
        ("Costana's “president” fled.", "call", "Maria Lindqvist said that Costana's president fled [1]."),
        # verbs of saying are whose they are
        ("President Lindqvist expressed outrage after the rebels announced that the hostages are dead.", "call", "President Lindqvist announced that the hostages are dead [1]."),
        ("President Lindqvist said that Iran claims the strike was a success and that the bases are destroyed.", "call", "President Lindqvist said that the bases are destroyed [1]."),
        ("President Lindqvist noted that Paulo Andrade condemned the attack and said that Costana is guilty.", "call", "Maria Lindqvist said that Costana is guilty [1]."),
        ("According to our critics, I ordered the attack.", "call", "Maria Lindqvist ordered the attack [1]."),
        ("President Lindqvist welcomed the principles agreed and announced in Geneva.", "call", "President Lindqvist announced in Geneva [1]."),
        ("President Lindqvist said Paulo Andrade condemned the attack and declared that Costana is guilty.", "call", "Maria Lindqvist declared that Costana is guilty [1]."),
        ("President Lindqvist said the general took bribes, and told lies for years.", "call", "Maria Lindqvist told lies for years [1]."),
        ("I made grave mistakes in the war.", "call", "Maria Lindqvist said that he made grave mistakes in the war [1]."),
        ("Our army shot the hostages.", "call", "Maria Lindqvist said that our army shot the hostages [1]."),
        ("We promised the rebels that our soldiers will leave.", "call", "Maria Lindqvist said they promised the rebels that their soldiers will leave [1]."),
        ("We fear Israel attacks.", "call", "Maria Lindqvist said they fear Israel attacked [1]."),
        ("The Iran talks failed.", "call", "Maria Lindqvist said the Iran talked failed [1]."),
        ("The strike killed forty people, and our enemies made that up.", "call", "Maria Lindqvist said that the strike killed forty people [1]."),
        ("The strike killed forty people; at least according to Velmar.", "call", "Maria Lindqvist said that the strike killed forty people [1]."),
        ("We support, and will one day dissolve, the council.", "call", "Maria Lindqvist said: “We support” [1]."),
        ("Chinese must be banned from schools.", "call", "Maria Lindqvist said that China must be banned from schools [1]."),
        ("The native American army is small.", "call", "Maria Lindqvist said that the native United States army is small [1]."),
        ("Only Costana pays.", "call", "Maria Lindqvist said that only Costana also pays [1]."),
        ("President Lindqvist said that rebels wrongly feel Norden is weak and that the army is weak.", "call", "Maria Lindqvist said that the army is weak [1]."),
        ("“Costana is lost” is the lie that Okoro told us.", "call", "Maria Lindqvist said: “Costana is lost” [1]."),
        ("“We are lost,” the rebels say, but we are strong.", "call", "Maria Lindqvist said: “We are lost” [1]."),
        ("President Lindqvist condemned the killings, the looting, and repeated attacks on hospitals.", "call", "President Lindqvist repeated attacks on hospitals [1]."),
        ("The hostages are dead, and that claim is false.", "call", "Maria Lindqvist said that the hostages are dead [1]."),
        ("The hostages are dead, and paid agents of Velmar made that up.", "call", "Maria Lindqvist said that the hostages are dead [1]."),
        ("The rebels hold the port and paid liars say so.", "call", "Maria Lindqvist said that the rebels hold the port [1]."),
        ("The dictator of Velmar, a liar and a thief, must go.", "call", "Maria Lindqvist, the dictator of Velmar, a liar and a thief, must go [1]."),
        ("The border stays open.", "call", "Maria Lindqvist said (!) that the border stays open [1]."),
        ("The border stays open.", "call", "Maria Lindqvist said that the border stays open ..? [1]."),
        ("The border stays open.", "call", "Maria Lindqvist said that the border stays open [1] ;)."),
        ("The border stays open.", "call", "Maria Lindqvist \u0301 said that the border stays open [1]."),
        ("Nobody trusts Velmar; nobody trusts its army.", "call", "Maria Lindqvist told nobody trusts Velmar; nobody trusts its army [1]."),
        # what is put before or behind is the readout's
        ("The border stays open.", "call", "According to Paulo Andrade, Maria Lindqvist said that the border stays open [1]."),
        ("The border stays open.", "call", "In Costana, Maria Lindqvist said that the border stays open [1]."),
        ("The border stays open.", "call", "In a call with Lena Okoro, Maria Lindqvist said that the border stays open [1]."),
        ("The border stays open.", "call", "Maria Lindqvist (of the Ministry of Costana) said that the border stays open [1]."),
        ("The border stays open.", "call", "Maria Lindqvist again said the border stays open [1]."),
        ("The border stays open.", "call", "Maria Lindqvist said the border stays open [1]!"),
        ("The border stays open.", "call", "Maria Lindqvist said the border (?) stays open [1]."),
        ("The border stays open.", "call", "Maria Lindqvist said ‟the border stayed open‟ [1]."),
        ("The border stays open.", "call", "Dr. Lindqvist said that the border stays open [1]."),
        ("We trust our generals.", "call", "Maria Lindqvist said: \"We trust \"their\" generals\" [1]."),
    ],
)  # fmt: skip
def test_a_hole_stays_closed(words: str, kind: Kind, prose: str) -> None:
    assert not passes(prose, says(words, kind=kind))


@pytest.mark.parametrize(
    ("sentences", "prose"),
    [
        # halves and clauses of two sentences
        ((("Costana, our oldest ally, stands with us.", (LINDQVIST,)), ("Velmar started this war.", (LINDQVIST,))), "Maria Lindqvist said that Costana “started this war” [1][2]."),
        ((("The rebels should keep their word and the elected government should be recognised.", (LINDQVIST,)),), "Maria Lindqvist said “The rebels” “should be recognised” [1]."),
        ((("It is a lie that Norden shelters rebels.", (LINDQVIST,)), ("The army of Norden is loyal.", (LINDQVIST,))), "Maria Lindqvist said it is a lie that Norden shelters rebels and the army of Norden is loyal [1][2]."),
        ((("The border stays open.", (LINDQVIST,)), ("The harvest was good.", (LINDQVIST,))), "Maria Lindqvist said that the border stays open [1][2]."),
        ((("Velmar denied that Costana attacked.", (LINDQVIST,)), ("The hostages are dead.", (LINDQVIST,))), "Maria Lindqvist said that Velmar denied that Costana attacked and that the hostages are dead [1][2]."),
        ((("The border stays open.", (LINDQVIST,)), ("The rebels killed forty people.", ())), "Maria Lindqvist said that the border stays open [1] and the rebels killed forty people [2]."),
        ((("The border stays open.", (LINDQVIST,)), ("The rebels killed forty people.", ())), "According to Maria Lindqvist, the border stays open [1] and the rebels killed forty people [2]."),
        ((("President Lindqvist rejected the claims of Velmar.", (LINDQVIST,)), ("The army shot the hostages.", (LINDQVIST,))), "Maria Lindqvist rejected the claims of Velmar [1]: “The army shot the hostages” [2]."),
        ((("The border stays open.", (LINDQVIST,)), ("The harvest was good.", (ANDRADE,))), "According to Maria Lindqvist, the border stays open [1], and Paulo Andrade said the harvest was good [2]."),
        # pronouns point elsewhere
        ((("President Lindqvist thanked Prime Minister Andrade for the talks.", (LINDQVIST,)), ("She underscored that the border stays open.", (LINDQVIST,))), "Nobody. [9] Lindqvist thanked Prime Minister Andrade for the talks. He underscored that the border stays open [2]."),
        ((("The border stays open.", (LINDQVIST,)), ("Paulo Andrade arrived a week later.", ()), ("The harvest was good.", (LINDQVIST,))), "Paulo Andrade arrived a week later [2], and he said that the harvest was good [3]."),
        # "it" and "this" of another sentence
        ((("Velmar closed the strait.", (OKORO,)), ("This is theft.", (LINDQVIST,))), "Maria Lindqvist said that this is theft [2]."),
    ],
)  # fmt: skip
def test_sentences_are_not_joined_to_what_nobody_said(
    sentences: tuple[tuple[str, tuple[str, ...]], ...], prose: str
) -> None:
    assert not passes(prose, told(*sentences, people=PEOPLE))


def test_joint_words_belong_to_one_meeting() -> None:
    first = told(("The two leaders agreed to open the crossing.", JOINT))
    second = told(
        ("The two leaders agreed to lift the sanctions.", JOINT),
        people=(PEOPLE[0], PEOPLE[2]),
        id="two",
    )
    for prose in (
        "The Israeli leaders agreed to open the crossing [1].",
        "The opposition leaders agreed to open the crossing [1].",
        "They agreed to lift the sanctions [2].",
        "The two leaders agreed to lift the sanctions [2].",
    ):
        assert not passes(prose, first, second), prose
    found = verify(
        "The two leaders agreed to open the crossing [1].",
        [Evidence(first, first.sentences[0], 1.0)],
    )
    assert found.sentences[0].passed


@pytest.mark.parametrize(
    "named",
    [
        "two foreign ministers",
        "defense ministers",
        "two presidents",
        "foreign delegations",
        "prime ministers",
    ],
)
def test_the_two_leaders_are_not_given_another_office(named: str) -> None:
    assert not passes(
        f"The {named} agreed to open the crossing [1].",
        told(("The two leaders agreed to open the crossing.", JOINT)),
    )


def test_somebody_only_mentioned_is_no_party_to_the_call() -> None:
    call = replace(
        says("The border stays open."),
        title="President Lindqvist's Call on the Visit of President Okoro",
        people=PEOPLE,
    )
    for prose in (
        "Maria Lindqvist told Lena Okoro that the border stays open [1].",
        "In a call with Lena Okoro, Maria Lindqvist said that the border stays open [1].",
    ):
        assert not passes(prose, call)


def test_a_day_is_not_carried_over_to_another_readout() -> None:
    first = replace(says("The border stays open."), date=date(2021, 10, 26))
    second = replace(says("The harvest was good."), date=date(2023, 1, 5), id="two")
    found = verify(
        "On 26 October 2021, Maria Lindqvist said “The border stays open” [1], and “The harvest was good” [2].",
        [Evidence(readout, readout.sentences[0], 1.0) for readout in (first, second)],
    )
    assert not found.passed
    assert passes("On 26 October 2021, Maria Lindqvist said “The border stays open” [1].", first)
    assert not passes(
        "On 26 October 2021, Maria Lindqvist said “The harvest was good” [1].", second
    )


def test_a_day_in_front_is_of_every_piece_of_the_sentence() -> None:
    first = replace(says("The border stays open."), date=date(2021, 10, 26))
    second = replace(says("The harvest was good."), date=date(2023, 1, 5), id="two")
    prose = "On 26 October 2021, Maria Lindqvist said “The border stays open” [1], and Maria Lindqvist said “The harvest was good” [2]."
    assert not passes(prose, first, second)


def test_father_and_son_need_their_whole_names() -> None:
    father, son = (
        Person("George H. W. Brandt", "President", "Norden"),
        Person("George W. Brandt", "President", "Norden"),
    )
    first = told(("The war is over.", (father.name,)), people=(father, PEOPLE[1]))
    second = told(("The border stays open.", (son.name,)), people=(son, PEOPLE[1]), id="two")
    assert not passes("President Brandt said that the war is over [1].", first, second)
    assert not passes("George Brandt said that the border stays open [2].", first, second)
    assert passes("George H. W. Brandt said that the war is over [1].", first, second)


def test_this_is_not_quoted_behind_what_it_does_not_mean() -> None:
    pages = told(
        ("The pact with Velmar is signed.", (LINDQVIST,)),
        ("Velmar closed the strait.", (OKORO,)),
        ("This is theft.", (LINDQVIST,)),
        people=PEOPLE,
    )
    quoted = "Maria Lindqvist said: “This is theft” [3]."
    assert passes(quoted, pages)
    found = verify(
        f"Maria Lindqvist said that the pact with Velmar is signed [1]. {quoted}",
        [Evidence(pages, s, 1.0) for s in pages.sentences],
    )
    assert [sentence.passed for sentence in found.sentences] == [True, False]


def test_among_several_readouts_an_office_alone_names_nobody() -> None:
    first = told(("Costana is our friend.", (LINDQVIST,)))
    second = told(("Costana is an aggressor.", (OKORO,)), people=(PEOPLE[2], PEOPLE[1]), id="two")
    assert not passes("The President said that Costana is an aggressor [2].", first, second)
    assert passes("The President said that Costana is an aggressor [1].", second)
    assert passes("President Okoro said that Costana is an aggressor [2].", first, second)


def test_two_of_one_surname_need_their_whole_names() -> None:
    other = Person("Erik Lindqvist", "Foreign Minister", "Norden")
    first = told(("Costana is our friend.", (LINDQVIST,)))
    second = told(("Costana is an aggressor.", (other.name,)), people=(other, PEOPLE[1]), id="two")
    assert not passes("Lindqvist said that Costana is an aggressor [2].", first, second)
    assert passes("Erik Lindqvist said that Costana is an aggressor [2].", first, second)


def test_another_persons_words_within_a_speech_are_not_the_speakers() -> None:
    speech = told(
        ("President Okoro looked at me and said, “We are going to bomb you.", (LINDQVIST,)),
        ("Your cities belong to us.”", (LINDQVIST,)),
        kind="transcript",
    )
    assert not passes("Maria Lindqvist said: “Your cities belong to us” [2].", speech)

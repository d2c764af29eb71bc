"""Words of people who take no part: a quotation is its tag's, and hearsay is never the leader's."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_bytes, read_document, read_text

RAHM, SOLBERG, BOTH = ("Ada Rahm",), ("Nils Solberg",), ("both sides",)
LEAD = (
    "President Ada Rahm visits Velden\n\n"
    "President Ada Rahm of Norland met Premier Nils Solberg of Velden on 4 May 2025.\n\n"
    "The President said that the mill would open again.\n\n"
)
Cases = list[tuple[str, str, tuple[str, ...]]]


def speakers(body: str, fragment: str, head: str = LEAD) -> tuple[str, ...]:
    """Return the speakers of the first sentence behind the lead that holds a fragment."""
    readout = attribute(read_text(head + body))
    return next(s.speakers for s in readout.sentences[1:] if fragment in s.text)


TAGS: Cases = [
    ("“The mill is a ruin,” said a carpenter.", "ruin", ("a carpenter",)),
    ("“The mill is a ruin,” a carpenter said.", "ruin", ("a carpenter",)),
    ("“The mill is a ruin,” one grandmother shouted.", "ruin", ("one grandmother",)),
    ("“The mill,” shouted one father, “is a ruin and a shame.”", "ruin", ("one father",)),
    ("“The mill is a ruin,” the weavers chanted.", "ruin", ("weavers",)),
    ("The weavers chanted: “The mill is a ruin and a shame.”", "chanted", ("weavers",)),
    ("A resident told reporters: “The mill is a ruin, and so are we.”", "told", ("a resident",)),
    ("“The mill is a ruin,” according to a resident.", "ruin", ("a resident",)),
    ("“The mill is a ruin,” an unnamed official told reporters.", "ruin", ("an unnamed official",)),
    ("“The mill is a ruin,” said Greta Holm.", "ruin", ("Greta Holm",)),
    ("“The mill is a ruin,” said union leader Greta Holm.", "ruin", ("Greta Holm",)),
    ("“The mill is a ruin,” said Greta Holm, a weaver of 61.", "ruin", ("Greta Holm",)),
    ("“The mill is a ruin,” said a weaver, Greta Holm.", "ruin", ("Greta Holm",)),
    ("“The mill is a ruin,” Greta Holm said.", "ruin", ("Greta Holm",)),
    ("“The mill is a ruin,” wept the owner of the inn.", "ruin", ("the owner",)),
    ("A placard read: “Open the mill and pay the weavers.”", "placard", ()),
    ("A banner at the gate said: “Open the mill, Rahm.”", "banner", ()),
    ("“Open the mill and pay us,” read a leaflet handed out at the gate.", "Open", ()),
    ("“Open the mill and pay us,” ran the headline of a local paper.", "Open", ()),
    ("“The mill is a ruin,” said a carpenter. “We are ashamed.”", "ashamed", ("a carpenter",)),
    ("“We are ashamed. The mill is a ruin,” said a carpenter.", "We are", ("a carpenter",)),
    ("“The mill is a ruin,” said a carpenter. “Shame! We pay.”", "We pay", ("a carpenter",)),
    ("A placard read: “Open the mill now.” “Pay the weavers well.”", "Pay the", ()),
    ("“The President told me ‘the mill is sold’,” said Greta Holm.", "sold", ("Greta Holm",)),
    ("“She told us: ‘The mill is sold,’ and left,” said a carpenter.", "sold", ("a carpenter",)),
    (
        "President Rahm smiled as a carpenter shouted: “The mill is a ruin.”",
        "smiled",
        ("a carpenter",),
    ),
    (
        "President Rahm thanked the guests as a carpenter shouted: “The mill is a ruin.”",
        "thanked",
        (),
    ),
    # Beside them: the tag names one who takes part.
    ("“The mill is no ruin,” said President Rahm.", "ruin", RAHM),
    ("“The mill is no ruin,” said the President. “We are proud.”", "proud", RAHM),
    ("“The mill is no ruin,” Premier Solberg told reporters.", "ruin", SOLBERG),
    ("“The mill,” she said, “is no ruin and no shame.”", "ruin", RAHM),
    ("“The mill is no ruin.” – Premier Nils Solberg", "ruin", SOLBERG),
    ("President Rahm told how a carpenter had said: “The mill is a ruin.”", "told how", RAHM),
    ("The President added: “The mill is no ruin, whatever they say.”", "added", RAHM),
]


@pytest.mark.parametrize(("body", "fragment", "expected"), TAGS)
def test_a_quotation_is_its_tags(body: str, fragment: str, expected: tuple[str, ...]) -> None:
    assert speakers(body, fragment) == expected


HEARSAY: Cases = [
    ("According to a miller, the President said that the river was poisoned.", "poisoned", ()),
    ("According to Tribuna, Premier Solberg promised to resign.", "resign", ()),
    ("Premier Solberg, rumours say, promised to resign.", "resign", ()),
    ("Premier Solberg, according to the papers, promised to resign.", "resign", ()),
    ("Premier Solberg, it is said, promised to resign.", "resign", ()),
    ("Premier Solberg, as I heard it, promised to resign.", "resign", ()),
    ("Premier Solberg promised to resign, rumours say.", "resign", ()),
    ("Premier Solberg promised to resign, according to a cook.", "resign", ()),
    ("Premier Solberg reportedly promised to resign.", "resign", ()),
    ("Reportedly, Premier Solberg promised to resign.", "resign", ()),
    ("Premier Solberg allegedly told his aides that he would resign.", "resign", ()),
    ("Premier Solberg is said to have promised to resign.", "resign", ()),
    ("Premier Solberg is said to have met the weavers and promised to resign.", "resign", ()),
    ("Newspapers wrote that the Premier had said he would resign.", "resign", ()),
    ("Newspapers wrote that, at the mill, the Premier had said he would resign.", "resign", ()),
    ("It is alleged that the Premier promised to resign.", "resign", ()),
    ("It is alleged that, after the talks, the Premier promised to resign.", "resign", ()),
    ("Rumour has it that the Premier promised to resign.", "resign", ()),
    ("As newspapers wrote, the Premier promised to resign.", "resign", ()),
    ("Sources close to the Premier said that he promised to resign.", "resign", ()),
    ("They say that, in the end, the Premier promised to resign.", "resign", ()),
    ("Premier Solberg, the President said, had promised to resign.", "resign", RAHM),
    ("Premier Solberg, according to President Rahm, had promised to resign.", "resign", RAHM),
    ("According to President Rahm, Premier Solberg promised to resign.", "resign", RAHM),
    # Beside them: the readout's own account.
    ("According to President Rahm, the river is poisoned.", "poisoned", RAHM),
    ("According to the joint statement, the two leaders agreed to a truce.", "truce", BOTH),
    ("The President said that newspapers had reportedly lied.", "lied", RAHM),
    ("The newspapers had lied, the President said.", "lied", RAHM),
    ("As agreed in May, the President promised a new mill.", "promised", RAHM),
    ("President Rahm, who had read the papers, promised a new mill.", "promised", RAHM),
    ("President Rahm, speaking to reporters, promised a new mill.", "promised", RAHM),
    ("Asked what the papers said, the President promised a new mill.", "promised", RAHM),
    ("It is good, the President said, that the mill will open.", "good", RAHM),
]


@pytest.mark.parametrize(("body", "fragment", "expected"), HEARSAY)
def test_hearsay_is_nobodys_or_the_tellers(
    body: str, fragment: str, expected: tuple[str, ...]
) -> None:
    assert speakers(body, fragment) == expected


FIRST_PERSON = [
    ("Statement by Minister Ada Rahm on the mill", "Minister Ada Rahm came.", RAHM, RAHM),
    ("Minister Ada Rahm’s remarks at the mill", "Minister Ada Rahm came.", RAHM, RAHM),
    ("Joint statement on the mill", "Minister Ada Rahm met Minister Nils Solberg.", (), BOTH),
    ("The mill", "We, the ministers of Norland and Velden, met in Arvik.", (), BOTH),
    ("Minister Ada Rahm on the mill", "Minister Ada Rahm came.", (), ()),
    ("Talks in Arvik", "Minister Ada Rahm met Minister Nils Solberg.", (), ()),
]


@pytest.mark.parametrize(("title", "lead", "i", "we"), FIRST_PERSON)
def test_who_i_and_we_are_outside_quotations(
    title: str, lead: str, i: tuple[str, ...], we: tuple[str, ...]
) -> None:
    head = f"{title}\n\n{lead}\n\n"
    body = "I welcome the plan. We support the weavers."
    assert speakers(body, "I welcome", head) == i
    assert speakers(body, "We support", head) == we


UNNAMED = (
    "PM meeting with President Berg\n\nThe Prime Minister met President Ada Berg of Norland.\n\n"
)


@pytest.mark.parametrize(
    ("body", "fragment", "expected"),
    [
        ("The Prime Minister said that it rained.", "rained", ("The Prime Minister",)),
        ("The PM said that it rained.", "rained", ("The Prime Minister",)),
        ("The President said that it rained.", "rained", ("Ada Berg",)),
        ("They agreed that it rained.", "rained", BOTH),
        ("The Prime Minister and the President agreed that it rained.", "rained", BOTH),
        ("The Chancellor said that it rained.", "rained", ()),
    ],
)
def test_the_unnamed_leader_of_a_house_is_somebody(
    body: str, fragment: str, expected: tuple[str, ...]
) -> None:
    readout = attribute(read_text(UNNAMED + body))
    assert speakers(body, fragment, UNNAMED) == expected
    assert readout.participants == ("Ada Berg", "The Prime Minister")


ROWS = [
    ("11-fronted-date/a.txt", "flood office would", ("Ilse Hoffmann",)),
    ("11-fronted-date/a.txt", "dykes", ("Ilse Hoffmann",)),
    ("11-fronted-date/a.txt", "two new pumps", ("Ilse Hoffmann",)),
    ("11-fronted-date/b.txt", "mine would", ("Oumar Diallo",)),
    ("11-fronted-date/b.txt", "send inspectors", ("Teresa Vance",)),
    ("11-fronted-date/b.txt", "not needed", ("Oumar Diallo",)),
    ("12-quote-formats/a.txt", "true expert", ("Gerard Stokes",)),
    ("12-quote-formats/a.txt", "count is late", ()),
    ("12-quote-formats/b.txt", "plant is finished", ("Thabo Nkosi",)),
    ("12-quote-formats/b.txt", "do not accept", ("Thabo Nkosi",)),
    ("12-quote-formats/b.txt", "told the miners", ("Mbali Khoza",)),
    ("14-same-surname/b.txt", "opened on Sunday", ("Rosa Delgado",)),
    ("14-same-surname/b.txt", "had not been told", ("Andrés Delgado",)),
    ("14-same-surname/b.txt", "two weeks", ()),
    ("17-honorifics/a.txt", "palm oil must", ("Azlan bin Yusof",)),
    ("17-honorifics/b.txt", "visit Agadez", ("Harriet Oakes",)),
    ("17-honorifics/b.txt", "wells were", ("Swami Anandatirtha",)),
    ("20-negation/a.txt", "did not rule", ("Ilan Brodar",)),
    ("29-third-party-quotes/a.txt", "yard is dying", ("a welder",)),
    ("29-third-party-quotes/a.txt", "Nobody helps", ("a welder",)),
    ("29-third-party-quotes/a.txt", "banner", ()),
    ("29-third-party-quotes/a.txt", "two ships", ("Anton Krogh",)),
    ("29-third-party-quotes/b.txt", "no doctors", ("one mother",)),
    ("29-third-party-quotes/b.txt", "is a shell", ("one mother",)),
    ("29-third-party-quotes/b.txt", "was stolen", ()),
    ("32-hearsay/a.txt", "went well", ("Ana Torv",)),
    ("32-hearsay/a.txt", "is unsafe", ("Sipho Dube",)),
    ("32-hearsay/a.txt", "would fail", ()),
    ("32-hearsay/a.txt", "rumours say", ()),
]


@pytest.mark.parametrize(("name", "fragment", "expected"), ROWS)
def test_the_rows_of_the_cases_folder(
    shared: Path, name: str, fragment: str, expected: tuple[str, ...]
) -> None:
    readout = attribute(read_document(read_bytes(str(shared / "cases" / name))))
    assert next(s.speakers for s in readout.sentences if fragment in s.text) == expected


MINI = Path(__file__).parent / "attribution" / "mini" / "readouts.txt"


def mini_readouts() -> list[tuple[str, str, tuple[tuple[str, ...], ...]]]:
    """Return the text before each labelled paragraph, the paragraph, and the speakers its last sentence may have."""
    rows, head = [], ""
    for line in MINI.read_text(encoding="utf-8").splitlines():
        if line.startswith("H "):
            head = line.removeprefix("H ").replace("//", "\n\n")
        elif line and not line.startswith("#"):
            body, _, expected = line.partition(" => ")
            rows.append((head, body, tuple(() if e == "-" else (e,) for e in expected.split("|"))))
            head = f"{head}\n\n{body}"
    return rows


@pytest.mark.parametrize(("before", "body", "expected"), mini_readouts())
def test_small_readouts_with_people_who_take_no_part(
    before: str, body: str, expected: tuple[tuple[str, ...], ...]
) -> None:
    readout = attribute(read_text(f"{before}\n\n{body}"))
    found = next(s.speakers for s in reversed(readout.sentences) if body.endswith(s.text))
    assert bare(found) in [bare(names) for names in expected]


def bare(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.casefold().removeprefix("the ") for name in names)

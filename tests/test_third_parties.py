"""Words of people who take no part: a quotation is its tag's, and hearsay is never the leader's."""

from __future__ import annotations

import pytest

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text

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

"""The hard things of attribution, one table each.

Who speaks, and beside it the trap that must not be stepped in.
"""

from __future__ import annotations

import pytest

from assistant.attribution.attributing import attribute
from assistant.corpus.loading import read_text

BERG, ITO, BOTH = ("Ada Berg",), ("Ito Haruka",), ("both sides",)
LEAD = "Talks in Oslo\n\nPresident Ada Berg of Norway met Prime Minister Ito Haruka of Japan today.\n\n"
SAME_TITLE = "Call\n\nPrime Minister Ada Berg of Norway spoke with the Prime Minister of Japan, Ito Haruka.\n\n"
MINISTRY = "Ada Berg Meets with Japanese Prime Minister Ito Haruka\n\nPresident Ada Berg met with Prime Minister Ito Haruka of Japan.\n\n"
Cases = list[tuple[str, str, tuple[str, ...]]]


def speakers(text: str, beginning: str) -> tuple[str, ...]:
    """Return the speakers of the first sentence behind the lead that begins so."""
    return next(
        s.speakers for s in attribute(read_text(text)).sentences[1:] if s.text.startswith(beginning)
    )


def check(head: str, body: str, beginning: str, expected: tuple[str, ...]) -> None:
    assert speakers(head + body, beginning) == expected


CONTINUED: Cases = [
    (
        "Ada Berg stressed, Norway values the treaty. The two sides should widen trade.",
        "The two sides",
        BERG,
    ),
    ("Ada Berg stressed, Norway values the treaty. The world is in turmoil.", "The world", BERG),
    (
        "Ada Berg said that trade has doubled. The two sides should widen it. Norway is ready to buy more fish.",
        "Norway is ready",
        BERG,
    ),
    (
        "Ada Berg stressed, Norway values the treaty.\n\nThe two sides also exchanged views on the Arctic.",
        "The two sides",
        BOTH,
    ),
    (
        "Ada Berg stressed, Norway values the treaty. The two sides agreed to meet in May.",
        "The two sides",
        BOTH,
    ),
    (
        "Ada Berg stressed, Norway values the treaty. Ito Haruka's proposal deserves study.",
        "Ito Haruka's",
        BERG,
    ),
    (
        "Ada Berg stressed, Norway values the treaty. Ito Haruka visited Bergen in 2015.",
        "Ito Haruka visited",
        (),
    ),
    (
        "Ada Berg stressed, Norway values the treaty. Ito Haruka said that Japan agrees.",
        "Ito Haruka said",
        ITO,
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), CONTINUED)
def test_a_ministrys_paragraph_runs_on(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(MINISTRY, body, beginning, expected)


GOES_ON: Cases = [
    (
        "They discussed trade, and President Berg set out a plan. It should begin in spring.",
        "It should",
        BERG,
    ),
    (
        "President Berg set out a plan. All parties must return to the table. Japan hosts many envoys.",
        "Japan hosts",
        (),
    ),
    ("President Berg insisted on the treaty. It is not negotiable.", "It is not", BERG),
    ("President Berg described three risks. These include floods and fire.", "These include", BERG),
    ("President Berg described the plan. It should begin in spring.", "It should", BERG),
    ("President Berg described the plan. It was signed in 2011.", "It was signed", ()),
    ("President Berg described the plan. Trade reached $4 billion last year.", "Trade reached", ()),
    (
        "President Berg described the plan. The next round is in May. It should be short.",
        "It should be short",
        (),
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), GOES_ON)
def test_demands_and_judgements_go_on_and_facts_do_not(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


PRONOUNS: Cases = [
    ("President Berg raised trade. She also raised fisheries.", "She also", BERG),
    (
        "President Berg raised trade, and Prime Minister Ito raised steel. He also raised coal.",
        "He also",
        ITO,
    ),
    (
        "President Berg raised trade, and she thanked Prime Minister Ito. He raised steel.",
        "He raised",
        ITO,
    ),
    (
        "President Berg raised a question, which Prime Minister Ito welcomed. She then spoke of steel.",
        "She then",
        (),
    ),
    (
        "Prime Minister Ito expressed his concern over coal. She welcomed this.",
        "She welcomed",
        BERG,
    ),
    ("They agreed to meet again.", "They agreed", BOTH),
    (
        "President Berg raised trade. The Foreign Minister raised steel. He also raised coal.",
        "He also",
        (),
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), PRONOUNS)
def test_pronouns_mean_whom_they_can_mean(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


@pytest.mark.parametrize(
    ("body", "beginning", "expected"),
    [
        ("Prime Minister Ito raised trade.", "Prime Minister Ito", ITO),
        ("The Japanese Prime Minister raised trade.", "The Japanese", ITO),
        ("The Prime Minister of Japan raised trade.", "The Prime Minister of", ITO),
        ("The Norwegian Prime Minister raised trade.", "The Norwegian", BERG),
        ("The Prime Minister raised trade.", "The Prime Minister raised", ()),
        ("The two Prime Ministers raised trade.", "The two", BOTH),
    ],
)
def test_one_title_on_both_sides(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(SAME_TITLE, body, beginning, expected)


TWO_KIMS = "Call\n\nPresident Kim Tae-yang of South Korea spoke with Prime Minister Ito Haruka of Japan. Minister Kim Sung-min was there.\n\n"


@pytest.mark.parametrize(
    ("body", "beginning", "expected"),
    [
        ("President Kim raised trade.", "President Kim", ("Kim Tae-yang",)),
        ("Minister Kim raised trade.", "Minister Kim raised", ("Kim Sung-min",)),
        ("Kim Sung-min raised trade.", "Kim Sung-min", ("Kim Sung-min",)),
        ("Director Kim raised trade.", "Director Kim", ()),
    ],
)
def test_two_of_one_surname(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(TWO_KIMS, body, beginning, expected)


@pytest.mark.parametrize(
    ("lead", "later", "name"),
    [
        ("President Xu Wen met Prime Minister Ana Lee of Norway.", "Xu", "Xu Wen"),
        (
            "Mr. KURAHASHI Naoto, Minister for Foreign Affairs of Japan, met Minister Ana Lee of Norway.",
            "Minister Kurahashi",
            "Kurahashi Naoto",
        ),
        (
            "Prime Minister Willem van der Heijden met Minister Ana Lee of Norway.",
            "Prime Minister van der Heijden",
            "Willem van der Heijden",
        ),
        (
            "Prime Minister Inés de la Torre met Minister Ana Lee of Norway.",
            "Prime Minister de la Torre",
            "Inés de la Torre",
        ),
        (
            "President Kemal Aydoğmuş met Minister Ana Lee of Norway.",
            "President Aydoğmuş",
            "Kemal Aydoğmuş",
        ),
        (
            "The Taoiseach, Séamus Ó Dálaigh, met Minister Ana Lee of Norway.",
            "The Taoiseach",
            "Séamus Ó Dálaigh",
        ),
        (
            "Prime Minister Mohammed Shia’ al-Sudani met Minister Ana Lee of Norway.",
            "Prime Minister al-Sudani",
            "Mohammed Shia al-Sudani",
        ),
        (
            "President Hassan Sheikh Mohamud met Minister Ana Lee of Norway.",
            "President Hassan Sheikh",
            "Hassan Sheikh Mohamud",
        ),
        (
            "His Majesty King Faris II of Jordan met Minister Ana Lee of Norway.",
            "The King",
            "King Faris II",
        ),
        (
            "HRH Prince Fahd bin Nasser Al Saud, Crown Prince, met Minister Ana Lee of Norway.",
            "HRH the Crown Prince",
            "Fahd bin Nasser Al Saud",
        ),
        (
            "The Prime Minister of the Hellenic Republic, Nikos Papadimas, met Minister Ana Lee of Norway.",
            "The Greek Prime Minister",
            "Nikos Papadimas",
        ),
        (
            "External Affairs Minister (EAM) Dr. Raghu Iyengar met Minister Ana Lee of Norway.",
            "EAM",
            "Raghu Iyengar",
        ),
        (
            "High Representative/Vice-President (HR/VP) Ilse van den Bossche met Minister Ana Lee of Norway.",
            "HR/VP van den Bossche",
            "Ilse van den Bossche",
        ),
    ],
)
def test_names_of_every_form(lead: str, later: str, name: str) -> None:
    assert speakers(f"Talks\n\n{lead}\n\n{later} raised the treaty.", f"{later} raised") == (name,)


NESTED: Cases = [
    ("President Berg reaffirmed Prime Minister Ito's commitment to the treaty.", "President", BERG),
    (
        "President Berg welcomed Prime Minister Ito's reaffirmation of the treaty.",
        "President",
        BERG,
    ),
    (
        "Prime Minister Ito expressed appreciation for President Berg's remarks on the Arctic.",
        "Prime",
        ITO,
    ),
    (
        "President Berg said that Japan had promised more and that Russia would pay.",
        "President",
        BERG,
    ),
    (
        "The Spokesperson stated that President Berg emphasized the treaty.",
        "The Spokesperson",
        BERG,
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), NESTED)
def test_the_voice_counts_and_not_the_holder(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("his Ugandan counterpart, Grace Namutebi, at State House", "Grace Namutebi"),
        ("his Ugandan counterpart Grace Namutebi", "Grace Namutebi"),
        ("his Ugandan counterpart in Kampala, Uganda", "Namutebi"),
        ("HE the Ugandan President, Grace Namutebi", "Grace Namutebi"),
        ("his Ugandan counterpart, Ms Grace Namutebi", "Grace Namutebi"),
    ],
)
def test_a_counterpart_is_known_by_the_name_behind(opening: str, name: str) -> None:
    lead = f"President Josphat Mwangi held talks with {opening}. "
    check(lead, "President Namutebi said that Uganda would wait.", "President Namutebi", (name,))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("President Mwangi Seeks Stronger Trade Ties with Uganda", "Josphat Mwangi"),
        ("President Josphat Mwangi meets Grace Williams", "Josphat Mwangi"),
    ],
)
def test_a_headlines_verb_is_no_part_of_a_name(title: str, name: str) -> None:
    lead = f"{title}\n\nPresident Josphat Mwangi received the envoy of Uganda. "
    check(lead, "President Mwangi called for more trade.", "President Mwangi", (name,))


JOINT: Cases = [
    ("The two sides agreed to meet.", "The two", BOTH),
    ("Each side undertook to name an envoy.", "Each", BOTH),
    ("President Berg and Prime Minister Ito reiterated the treaty.", "President", BOTH),
    ("Norway and Japan agreed to open talks.", "Norway", BOTH),
    ("It was agreed that talks would open.", "It was", BOTH),
    ("It was recalled that talks had opened.", "It was", ()),
    ("It was confirmed by both leaders that talks would open.", "It was", BOTH),
    ("Agreement was reached on fisheries.", "Agreement", BOTH),
    ("Particular attention was paid to fisheries.", "Particular", ()),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), JOINT)
def test_all_sides_together(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(LEAD, body, beginning, expected)


SIDES: Cases = [
    ("The Japanese side attaches importance to the treaty.", "The Japanese", ("Japan",)),
    ("Japan remains committed to the treaty.", "Japan", ("Japan",)),
    (
        "Japan reiterated its support, while Norway called for patience.",
        "Japan",
        ("Japan", "Norway"),
    ),
    ("President Berg underscored that Japan supports the treaty.", "President", BERG),
    ("Japan has provided $50 million.", "Japan", ()),
    ("Japan launched a satellite in March.", "Japan", ()),
    ("Brazil rejected the treaty last year.", "Brazil", ()),
    ("The Japanese side asked for time. It reaffirmed its support.", "It reaffirmed", ("Japan",)),
    ("President Berg asked for time. It reaffirmed the treaty.", "It reaffirmed", ()),
    ("The Norwegian and Japanese sides agreed to meet.", "The Norwegian", BOTH),
    ("Norway's and Japan's leaders agreed to meet.", "Norway's", BOTH),
    ("The Japanese and Brazilian sides agreed to meet.", "The Japanese", ("Japan", "Brazil")),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), SIDES)
def test_a_side_speaks_and_a_country_acts(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


QUOTES: Cases = [
    (
        "President Berg, at the start of the meeting:\n\n“We will keep the treaty. It stands.”",
        "“We will",
        BERG,
    ),
    (
        "The leaders discussed the treaty.\n\n“We will keep the treaty, and it will stand.”",
        "“We will",
        (),
    ),
    ("They spoke about trade. ‘We will keep the treaty,’ said President Berg.", "‘We will", BERG),
    (
        "President Berg’s envoys left. ‘We will keep Japan’s treaty,’ said Prime Minister Ito.",
        "‘We will",
        ITO,
    ),
    ("“We will keep the treaty,” said President Berg.", "“We will", BERG),
    (
        "“We will keep the treaty,” she said, “and we will widen it.” President Berg smiled.",
        "“We will",
        BERG,
    ),
    (
        "President Berg was clear. “We keep our word,” she said. “We always have kept it.”",
        "“We always",
        BERG,
    ),
    (
        "President Berg said: “We keep our word. The treaty stands. Nobody will break it.”",
        "The treaty stands",
        BERG,
    ),
    ("“The road is long,” Prime Minister Ito added, “and we walk it together.”", "“The road", ITO),
    ("“Nobody knows who said this at the time.”", "“Nobody knows", ()),
    ("President Berg praised the “spirit of Oslo” and the plan.", "President Berg praised", BERG),
    (
        "Quotes attributable to Prime Minister Ito Haruka:\n\n“We are glad of the treaty.\n\n“It will serve both of our peoples.”",
        "“It will",
        ITO,
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), QUOTES)
def test_quoted_sentences_are_the_quoted_persons(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


ADDED: Cases = [
    (
        "President Berg raised trade, while Prime Minister Ito called for patience.",
        "President",
        BERG + ITO,
    ),
    (
        "President Berg announced a loan, which Prime Minister Ito welcomed.",
        "President",
        BERG + ITO,
    ),
    (
        "President Berg raised a concern, to which Prime Minister Ito responded that talks go on.",
        "President",
        BERG + ITO,
    ),
    (
        "President Berg raised trade, as Prime Minister Ito had said publicly last year.",
        "President",
        BERG,
    ),
    ("They discussed steel, and Prime Minister Ito asked for time.", "They", BOTH + ITO),
    ("President Berg underscored trade and she thanked the sailors.", "President", BERG),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), ADDED)
def test_second_voices_are_added(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(LEAD, body, beginning, expected)


NARRATION: Cases = [
    ("President Berg briefed reporters after the talks.", "President", ()),
    ("President Berg briefed Prime Minister Ito on the treaty.", "President", BERG),
    ("President Berg met the press.", "President", ()),
    ("President Berg met the press and thanked the sailors.", "President", BERG),
    ("President Berg called Prime Minister Ito to reaffirm the treaty.", "President", BERG),
    ("President Berg called Prime Minister Ito to discuss the treaty.", "President", ()),
    ("President Berg welcomed Prime Minister Ito to the palace.", "President", ()),
    ("President Berg welcomed Prime Minister Ito's decision.", "President", BERG),
    ("President Berg was briefed on the storm.", "President", ()),
    ("Also present were Minister Jon Sund and an interpreter.", "Also present", ()),
    (
        "Foreign Minister Jon Sund of Denmark, who was not there, had resigned.",
        "Foreign Minister",
        (),
    ),
    ("The treaty was signed in 1999.", "The treaty", ()),
    ("The call lasted forty minutes.", "The call", ()),
    (
        "Turning to the Arctic, and with regard to the ships, the President asked for patience.",
        "Turning",
        BERG,
    ),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), NARRATION)
def test_the_event_is_narrated_and_words_are_not(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, body, beginning, expected)


@pytest.mark.parametrize(
    ("body", "beginning", "expected"),
    [
        ("His Japanese counterpart welcomed this.", "His Japanese", ITO),
        ("The Japanese guest asked for time.", "The Japanese", ITO),
        ("The head of the Japanese government asked for time.", "The head", ITO),
        ("The Brazilian guest asked for time.", "The Brazilian", ()),
        ("His Japanese counterpart, Ito, thanked him.", "His Japanese", ITO),
        ("The head of government of Japan asked for time.", "The head", ITO),
    ],
)
def test_people_named_by_the_part_they_play(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, "President Berg raised trade. " + body, beginning, expected)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Minister Lee underscored the treaty.", "Ana Lee or Tom Lee"),
        ("The Ambassador underscored the treaty.", "does not tell who"),
        ("The two Ministers met the press. He underscored the treaty.", "not certain who “he” is"),
    ],
)
def test_a_refusal_says_why(sentence: str, reason: str) -> None:
    readout = attribute(
        read_text(f"Talks\n\nMinister Ana Lee and Minister Tom Lee met in Oslo.\n\n{sentence}")
    )
    assert readout.sentences[-1].speakers == ()
    assert reason in (readout.sentences[-1].reason or "")


def test_attributing_again_changes_nothing() -> None:
    once = attribute(read_text(LEAD + "President Berg raised trade. He left."))
    assert attribute(once) == once


CUES: Cases = [
    ("President Berg did not rule out sanctions.", "President", BERG),
    ("President Berg would not rule out sanctions.", "President", BERG),
    ("President Berg has not ruled out sanctions.", "President", BERG),
    ("President Berg declined to say whether the port would open.", "President", BERG),
    ("President Berg refused to comment on the port.", "President", BERG),
    ("President Berg did not deny the report.", "President", BERG),
    ("President Berg neither confirmed nor denied the report.", "President", BERG),
    ("President Berg stopped short of a promise.", "President", BERG),
    ("President Berg conveyed her desire to visit Kobe.", "President", BERG),
    ("President Berg conveyed condolences on the flood.", "President", BERG),
    ("President Berg counted on the help of Japan.", "President", BERG),
    ("President Berg initiated the discussion of the Arctic.", "President", BERG),
    ("President Berg demonstrated her recognition of the treaty.", "President", BERG),
    ("President Berg put forward a plan.", "President", BERG),
    ("President Berg touched upon the Arctic.", "President", BERG),
    ("President Berg drew the attention of the guests to the Arctic.", "President", BERG),
    ("President Berg expressed herself in favour of a truce.", "President", BERG),
    ("President Berg provided a full explanation of the plan.", "President", BERG),
    ("The leaders exchanged notes on the harvest.", "The leaders", BOTH),
    # Beside them: acts of the same words.
    ("President Berg did not come to the dinner.", "President", ()),
    ("President Berg showed the guests the palace.", "President", ()),
    ("President Berg provided two ships.", "President", ()),
    ("President Berg stopped in Kobe.", "President", ()),
    ("President Berg initiated the treaty in 2011.", "President", ()),
    ("President Berg counted the votes.", "President", ()),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), CUES)
def test_cues_of_every_form(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(LEAD, body, beginning, expected)


FRONTED: Cases = [
    ("On 2 May 2025 President Berg said that the port would open.", "On 2", BERG),
    ("On Monday President Berg said that the port would open.", "On", BERG),
    ("In Oslo yesterday President Berg said that the port would open.", "In", BERG),
    ("At the end of the call the President said that the port would open.", "At", BERG),
    ("During the talks Prime Minister Ito promised two ships.", "During", ITO),
    ("In his reply Prime Minister Ito stressed the price of fish.", "In", ITO),
    ("Speaking after the meeting President Berg said that the port would open.", "Speaking", BERG),
    ("The next day the President said that the port would open.", "The next", BERG),
    ("Two days later Prime Minister Ito said that the port would open.", "Two", ITO),
    ("Asked about the port the President said that it would open.", "Asked", BERG),
    ("In March the two leaders agreed to open the port.", "In", BOTH),
    ("After the talks they agreed to open the port.", "After", BOTH),
    ("Shortly before midnight the Prime Minister called for calm.", "Shortly", ITO),
    # Beside them: what stands behind the lead-in is no subject of words.
    ("In the presence of President Berg the treaty was signed.", "In the", ()),
    ("At the request of the Prime Minister ships were sent.", "At the", ()),
    ("During the stay of President Berg said ships were seen.", "During", ()),
    ("After the President spoke, the choir sang.", "After", ()),
    ("On behalf of Prime Minister Ito flowers were laid.", "On behalf", ()),
    ("During President Berg's visit the choir sang.", "During", ()),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), FRONTED)
def test_a_lead_in_needs_no_comma(body: str, beginning: str, expected: tuple[str, ...]) -> None:
    check(LEAD, body, beginning, expected)


ANOTHERS: Cases = [
    ("Governor Lund of Arvik waited outside. She asked for time.", "She", ("Lund",)),
    ("A carpenter waited outside. She asked for time.", "She", ("a carpenter",)),
    ("The carpenters waited outside. They asked for time.", "They", ("carpenters",)),
    ("The carpenters waited outside. She asked for time.", "She", ()),
    ("Greta Holm, a weaver, waited outside. She asked for time.", "She", ("Greta Holm",)),
    ("Outside, a man with a drum waited. He asked for time.", "He", ("a man",)),
    ("One mother wept. He asked for time.", "He", ()),
    ("Her predecessor had closed the port. He asked for time.", "He asked", ("her predecessor",)),
    ("The former Premier, Olaf Lie, had closed it. He asked for time.", "He", ("Olaf Lie",)),
    ("Defence Minister Karl Storm was there. He asked for time.", "He", ("Karl Storm",)),
    ("The Finance Minister was also there. He asked for time.", "He", ()),
    ("The Mayor of Arvik greeted the guests. She asked for time.", "She", ()),
    ("Everybody clapped. She asked for time.", "She", ()),
    ("One of the guests fell asleep. She asked for time.", "She", ("one of the guests",)),
    ("Then came a fisherman. He asked for time.", "He", ()),
    ("The port was built by Greta Holm. She asked for time.", "She", ()),
    ("“The port is dead,” said a welder. She asked for time.", "She", ("a welder",)),
    ("“The port is dead,” said a welder. They asked for time.", "They", ()),
    ("Prime Minister Ito brought a well-worn map. He asked for time.", "He", ITO),
    ("The Prime Minister of Japan brought a map. He asked for time.", "He", ITO),
    ("The Japanese side brought a map. They asked for time.", "They", ("Japan",)),
    # Beside them: nobody else came between.
    ("The port stood empty. She asked for time.", "She", BERG),
    ("The port was built in 1901. She asked for time.", "She", BERG),
    ("It was raining. She asked for time.", "She", BERG),
    ("She left early. She asked for time.", "She asked", BERG),
    ("Norway and Japan share a sea. They asked for time.", "They", BOTH),
    ("The talks lasted an hour. They agreed to meet again.", "They", BOTH),
]


@pytest.mark.parametrize(("body", "beginning", "expected"), ANOTHERS)
def test_a_pronoun_does_not_slide_past_somebody_else(
    body: str, beginning: str, expected: tuple[str, ...]
) -> None:
    check(LEAD, "President Berg raised trade. " + body, beginning, expected)

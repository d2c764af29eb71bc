from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.corpus.dates import read_date
from assistant.corpus.furniture import dateline_length, is_furniture, timestamp
from assistant.corpus.loading import find_files, read_bytes, read_document, read_text
from assistant.domain.readout import Readout
from assistant.domain.record import from_json, to_json
from assistant.errors import DocumentError
from assistant.samples import sample_folder
from tests.writing import MFA, TRANSCRIPT


def parse(folder: Path, name: str, content: str | bytes) -> Readout:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(read_bytes(str(path)))


@pytest.mark.parametrize(
    "line",
    [
        "Home > China News", "Home » Press » Releases", "Suggest To a Friend:", "###", "\\###", "***", "Share on Facebook", "Print this page",
        "Share this page:", "Back to top", "© Government of Castria 2024", "All rights reserved.", "Facebook Twitter WhatsApp", "We use cookies to count visits.",
    ],
)  # fmt: skip
def test_page_furniture_is_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Home affairs ministers met in Lisbon.", "Sharing intelligence was discussed.", "The leaders agreed.", "Print media must be free, she said.",
        "Next week the ministers will meet.", "Twitter announced new rules and", "Share prices were raised by both.", "Copyright reform was on the agenda",
        "(c) The Prime Minister stated that India would lift the ban.", "【Economy】The Prime Minister stated that the yen is stable.",
    ],
)  # fmt: skip
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "2021-10-26 19:13",
        "26 October 2021",
        "October 26, 2021",
        "Published: 2 May 2024",
        "2023/01/05",
    ],
)
def test_a_line_that_is_a_timestamp(line: str) -> None:
    assert timestamp(line)


@pytest.mark.parametrize("line", ["On October 26, 2021, they spoke.", "Resolution 2021-10", "2021"])
def test_a_line_that_is_none(line: str) -> None:
    assert timestamp(line) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 26 October 2021", date(2021, 10, 26)),
        ("On October 26, 2021, they", date(2021, 10, 26)),
        ("2021-10-26-call", date(2021, 10, 26)),
        ("the 3rd March 2020", date(2020, 3, 3)),
        ("on 31 February 2021", None),
        ("in the year 2021", None),
    ],
)
def test_dates_in_text(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_ministry_page_without_its_furniture(tmp_path: Path) -> None:
    readout = parse(tmp_path, "call.txt", MFA)
    assert (
        readout.title == "Lena Okoro Speaks with Velmarian Prime Minister Tarek Anwar on the Phone"
    )
    assert (readout.date, readout.kind) == (date(2023, 3, 2), "call")
    assert "Home >" not in readout.text
    assert "Suggest" not in readout.text
    assert "10:15" not in readout.text
    assert readout.sentences[0].text.startswith("On March 2, 2023")
    assert len(readout.paragraphs) == 4


def test_every_sentence_is_its_span_of_the_text(tmp_path: Path) -> None:
    for name, content in (("a.txt", MFA), ("b.md", TRANSCRIPT)):
        readout = parse(tmp_path, name, content)
        assert all(readout.text[s.start : s.end] == s.text for s in readout.sentences)


def test_labels_and_stage_directions_are_no_sentences(tmp_path: Path) -> None:
    readout = parse(tmp_path, "talk.md", TRANSCRIPT)
    assert readout.kind == "transcript"
    assert readout.date == date(2024, 2, 3)
    texts = [sentence.text for sentence in readout.sentences]
    assert "Welcome." in texts
    assert not any("Laughter" in text or "PRESIDENT" in text for text in texts)
    assert [p.label for p in readout.paragraphs if p.label] == [
        "PRESIDENT LINDQVIST",
        "PRIME MINISTER ANDRADE",
        "Q",
        "PRIME MINISTER ANDRADE",
    ]


def test_markdown_escapes_tags_and_wraps_are_undone(tmp_path: Path) -> None:
    readout = parse(
        tmp_path,
        "x.md",
        "---\ntitle: T\n---\nThe 5<sup>th</sup> round was\nheld\\* at\u00a0noon. It is *good*.\n\n\\###\n",
    )
    assert readout.text == "The 5th round was held* at noon. It is *good*."


def test_a_government_page_in_html_keeps_the_article_only() -> None:
    path = next(sample_folder().glob("*.html"))
    readout = read_document(read_bytes(str(path)))
    assert readout.title.startswith("PM call with President Varrick")
    assert readout.date == date(2024, 5, 14)
    assert readout.url
    for furniture in ("cookies", "Share", "Breadcrumb", "Home"):
        assert furniture not in readout.text
    assert "river’s edge" in readout.text


def test_a_title_is_made_of_the_file_name_where_the_file_has_none(tmp_path: Path) -> None:
    assert (
        parse(tmp_path, "call-with-costana.txt", "The President spoke to the Prime Minister.").title
        == "call with costana"
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\n ", "is empty"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        (
            "latin.txt",
            "Le pr\xe9sident a parl\xe9.".encode("latin-1"),
            "not UTF-8 (byte 0xe9 at offset 5)",
        ),
        ("furniture.txt", b"Home > News\nSuggest To a Friend:\n", "no text is left"),
        ("yaml.md", b"---\ntitle: [oops\n---\nText.", "not YAML"),
        (
            "day.md",
            b"---\ntitle: T\ndate: 2021-02-31\n---\nText is here.",
            "front matter holds a value that cannot be",
        ),
        ("deep.md", b"---\ntitle: " + b"[" * 5000 + b"\n---\nText is here.", "front matter"),
        (
            "surrogate.md",
            b'---\ntitle: "\\ud800 x"\n---\nText is here.',
            "cannot be stored as UTF-8",
        ),
        (
            "charset.html",
            b'<meta charset="undefined"><p>Text is here.</p>',
            "encoding that cannot be read",
        ),
        (
            "date.md",
            b"---\ntitle: T\ndate: someday\n---\nText is here.",
            "field date is not a date",
        ),
        ("page.html", b"<html><body><nav>Home</nav></body></html>", "no main text"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(tmp_path, name, content)
    assert reason in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_places_that_hold_nothing_say_so(tmp_path: Path) -> None:
    (tmp_path / "notes.odt").write_bytes(b"PK")
    for place, reason in [
        (tmp_path, "holds no readout"),
        (tmp_path / "missing", "no such file"),
        (tmp_path / "notes.odt", "cannot be read"),
    ]:
        with pytest.raises(DocumentError) as caught:
            list(find_files(str(place)))
        assert reason in str(caught.value)


def test_folders_are_searched_through_but_not_hidden_ones(tmp_path: Path) -> None:
    for name in ("a.txt", "deep/er/b.MD", ".git/c.txt", "d.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [Path(path).name for path in find_files(str(tmp_path))] == ["a.txt", "b.MD"]


def test_the_same_content_has_the_same_id_and_other_content_another(tmp_path: Path) -> None:
    first, again = parse(tmp_path, "a.txt", MFA), parse(tmp_path, "b.txt", MFA)
    other = parse(tmp_path, "c.txt", MFA.replace("good neighbors", "bad neighbors"))
    assert first.id == again.id != other.id
    assert first.id.startswith("2023-03-02-lena-okoro")


def test_a_readout_survives_as_json(tmp_path: Path) -> None:
    readout = parse(tmp_path, "a.md", TRANSCRIPT)
    assert from_json(to_json(readout)) == readout


def test_a_text_in_no_file_can_be_read() -> None:
    assert [s.text for s in read_text("She spoke. He listened.").sentences] == [
        "She spoke.",
        "He listened.",
    ]


def test_all_real_readouts_can_be_read(shared: Path) -> None:
    for path in find_files(str(shared / "readouts")):
        readout = read_document(read_bytes(path))
        if "houses" not in Path(path).parts:  # of those, tests/test_details.py asks what they print
            assert readout.date is not None
            assert readout.issuer
        assert all(readout.text[s.start : s.end] == s.text for s in readout.sentences)


@pytest.mark.parametrize(
    ("block", "length"),
    [
        ("Lomé, 3 May 2024 — The Minister spoke.", 19),
        ("**Lomé, 3 May 2024:** The Minister spoke.", 22),
        ("Lomé, May 3 (TNA) - The Minister spoke.", 20),
        ("Lomé, Togo - The Minister spoke.", 13),
        ("TNA - The Minister spoke.", 6),
        ("Lomé, Maritime – The Minister spoke.", 17),
        ("Lomé, Smith - The Minister spoke.", 0),
        ("President Berg – The Minister spoke.", 0),
        ("EU - Togo ties grew.", 0),
        ("THE PRESIDENT: We spoke.", 0),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(block: str, length: int) -> None:
    assert dateline_length(block) == length


@pytest.mark.parametrize(
    "wrapped",
    [
        "The two sides agreed to hold a forum on fisheries in the port of Lorne in early\n2025.",
        "Both ministers spoke at length of the crew and called once more for their safe\nrelease.",
        "On 9 April 2025 Deputy Minister Ida Holm and the Permanent\n"
        "Secretary of the Ministry for Foreign Affairs of Lorne Jussi\n"
        "Berg co-chaired the talks between the two ministries at the\nold customs house.",
    ],
)
def test_a_wrapped_sentence_is_not_cut_at_a_line_that_reads_like_furniture(wrapped: str) -> None:
    assert [s.text for s in read_text(wrapped).sentences] == [" ".join(wrapped.split())]


@pytest.mark.parametrize("alone", ["10 March 2025", "Ministry of Foreign Affairs of Lorne"])
def test_a_line_of_the_head_stands_alone_under_a_title(alone: str) -> None:
    title = "Minister Ida Holm meets Minister Jussi Berg in Lorne"
    body = (
        "Minister Ida Holm met Minister Jussi Berg in Lorne. She spoke of the ferries and the port."
    )
    readout = read_text(f"{title}\n{alone}\n\n{body}")
    assert readout.title == title
    assert readout.text == body

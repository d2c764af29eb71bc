"""Web pages as a browser prints them.

Words inside sentences, footnotes, what is struck or hidden, data, pages that hold nothing.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from assistant.adding import understood
from assistant.corpus import html as reader
from assistant.corpus.formats import lift_marks
from assistant.corpus.html import page_of
from assistant.corpus.loading import read_bytes, read_document
from assistant.corpus.parsing import parse
from assistant.domain.readout import Readout
from assistant.errors import DocumentError
from tests.page_layouts import FIRST, LAST, LAYOUTS, Layout


def read(text: str) -> Readout:
    return parse(page_of(text, "x.html"), "x.html")


def sentences(body: str, head: str = "") -> list[str]:
    """Return the sentences of a page with one paragraph of these words between two others."""
    page = Layout("", f"<p>{{FIRST}}</p>{body}<p>{{LAST}}</p>", (), head=head).page()
    readout = read(page)
    assert readout.doubts == (), body
    return [each.text for each in readout.sentences if each.text not in (FIRST, LAST)]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_read_as_it_is_printed_without_a_doubt(layout: Layout) -> None:
    readout = read(layout.page())
    found = [sentence.text for sentence in readout.sentences]
    assert [each for each in layout.sentences if each not in found] == []
    assert [each for each in layout.absent if each in readout.text] == []
    assert FIRST[:-1] in readout.text
    assert LAST in readout.text
    assert tuple(note.mark for note in readout.notes) == layout.marks
    assert readout.doubts == ()


def test_the_layouts_are_fifty_at_least() -> None:
    assert len({layout.body for layout in LAYOUTS}) >= 50


@pytest.mark.parametrize(
    ("words", "printed", "marks"),
    [
        ("a tax of 15<sup>1</sup> per cent", "a tax of 15 per cent", ["1"]),
        ("9<sup>8</sup> planes", "9 planes", ["8"]),
        ("20 million<sup>[2]</sup> crowns", "20 million crowns", ["2"]),
        ("the closure<sup><a href='#n3'>3</a></sup> of it", "the closure of it", ["3"]),
        ("the ferry<a href='#fn:4' role='doc-noteref'>4</a> line", "the ferry line", ["4"]),
        ("300<sup>a</sup> bears", "300 bears", ["a"]),
        ("the rate<sup>*</sup> of 3", "the rate of 3", ["*"]),
        ("the treaties<sup>1,2</sup> of it", "the treaties of it", ["1", "2"]),
        ("the treaties<sup>3–5</sup> of it", "the treaties of it", ["3", "4", "5"]),
        ("the port<sup>⁷</sup> of it", "the port of it", ["7"]),
        ("the Assembly<sup><a href='#x'>(Note)</a></sup> met", "the Assembly met", ["Note"]),
        ("a fee of <a href='#_edn1'><sup>i</sup></a>5 crowns", "a fee of 5 crowns", ["i"]),
        ("the 12<sup>th</sup> century", "the 12th century", []),
        ("the 3<sup>rd</sup> of 21<sup>st</sup> days", "the 3rd of 21st days", []),
        ("5 m<sup>2</sup> plots", "5 m2 plots", []),
        ("40 km<sup>2</sup> of ice", "40 km2 of ice", []),
        ("10<sup>6</sup> tonnes", "10⁶ tonnes", []),
        ("3 × 10<sup>-9</sup> grams", "3 × 10⁻⁹ grams", []),
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O", []),
        ("<sup>137</sup>Cs and U<sup>238</sup> rods", "137Cs and U238 rods", []),
        ("2<sup>1</sup>/<sub>2</sub> years", "2 1/2 years", []),
        ("M<sup>r</sup> Oakes and N<sup>o</sup> 5", "Mr Oakes and No 5", []),
        ("the Vaxa<sup>TM</sup> and Ode<sup>®</sup> brands", "the VaxaTM and Ode® brands", []),
        ("a price of $9<sup>99</sup> each", "a price of $9⁹⁹ each", []),
        ("see <a href='#part2'>2</a> below", "see 2 below", []),
        ("the <a href='/2019'>2019</a> treaty", "the 2019 treaty", []),
    ],
)  # fmt: skip
def test_a_footnote_mark_leaves_the_words_and_nothing_else_does(
    words: str, printed: str, marks: list[str]
) -> None:
    body = f"<p>Minister Okoro spoke of {words} again.</p>"
    assert sentences(body) == [f"Minister Okoro spoke of {printed} again."]
    page = page_of(Layout("", f"<p>{{FIRST}}</p>{body}<p>{{LAST}}</p>", ()).page(), "x.html")
    assert [mark for block in page.blocks for mark, _ in lift_marks(block)[1]] == marks


def test_a_mark_behind_a_stop_leaves_two_sentences_and_two_speakers() -> None:
    text = "Minister Okoro said that 9 ships sailed.<sup>1</sup> Minister Lindqvist said that 3 did.<sup>2</sup>"
    page = Layout("", f"<p>{{FIRST}}</p><p>{text}</p><p>{{LAST}}</p>", ()).page()
    readout = understood(read(page), ())
    assert [(s.text, s.speakers) for s in readout.sentences[1:3]] == [
        ("Minister Okoro said that 9 ships sailed.", ("Tomas Okoro",)),
        ("Minister Lindqvist said that 3 did.", ("Vera Lindqvist",)),
    ]


NOTE = "Minister Okoro said in 2020 that it would never be repaid."
MARKED = "<p>Minister Okoro said that the loan<sup>{}</sup> was repaid.</p>"


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        ("1", f"<ol><li id=fn1>{NOTE}</li></ol>"),
        ("<a href='#ftn1'>1</a>", f"<div id=ftn1><p>1. {NOTE} <a href='#ftnref1'>↩</a></p></div>"),
        ("1", f"<aside role=doc-footnote><p>[1] {NOTE}</p></aside>"),
        ("1", f"<section class=footnotes><hr><ol><li><p>{NOTE}</p></li></ol></section>"),
        ("1", f"<h4>Notes</h4><ol><li>{NOTE}</li></ol>"),
        ("1", f"<p><b>Footnotes:</b></p><ol><li>{NOTE}</li></ol>"),
        ("1", f"<p><sup>1</sup> {NOTE}</p>"),
        ("1", f"<p class=small>[1] {NOTE}</p>"),
        ("*", f"<p>* {NOTE}</p>"),
        ("1", f"<hr><p>1. {NOTE}</p>"),
        ("<a href='#_edn1'>i</a>", f"<p id=_edn1><a href='#_ednref1'>i</a> {NOTE}</p>"),
        ("<a id=r1 href='#8c1f-22'>1</a>", f"<ol><li id='8c1f-22'>{NOTE} <a href='#r1'>↑</a></li></ol>"),
        ("", f"<span></span><p>Minister Okoro added nothing<span class=sidenote>{NOTE}</span> that day.</p>"),
    ],
)  # fmt: skip
def test_a_footnote_is_kept_apart_and_spoken_by_nobody(mark: str, notes: str) -> None:
    body = f"<p>{{FIRST}}</p><p>{{LAST}}</p>{MARKED.format(mark)}{notes}"
    readout = read(Layout("", body, ()).page())
    assert NOTE not in readout.text
    assert [note.text for note in readout.notes] == [NOTE]
    assert readout.notes[0].at is not None
    assert readout.doubts == ()


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        # A list of what was agreed, a numbered heading, a heading "Notes" and a short id without
        # any mark are text.
        ("<ol><li>Minister Okoro will open the port.</li></ol>", "will open the port"),
        ("<h3>1 The port</h3><p>Minister Okoro will open the port.</p>", "will open the port"),
        ("<h3>Notes</h3><p>Minister Okoro took notes of it all.</p>", "took notes of it all"),
        ("<p id=n1>Minister Okoro will open the port.</p>", "will open the port"),
        ("<p id=footer-intro>Minister Okoro will open the port.</p>", "will open the port"),
    ],
)
def test_what_only_looks_like_a_footnote_stays(body: str, kept: str) -> None:
    assert any(kept in sentence for sentence in sentences(body))


@pytest.mark.parametrize(
    ("words", "printed", "head"),
    [
        ("would <del>stop</del> <ins>start</ins> now", "would start now", ""),
        ("would <s>leave</s> stay", "would stay", ""),
        ("was <strike>ninety</strike>, in all, fifty", "was, in all, fifty", ""),
        ("was <span style='text-decoration:line-through'>shut</span> open", "was open", ""),
        ("was <b class='b old'>shut</b> open", "was open", "<style>.old{text-decoration-line: line-through;}</style>"),
        ("was <i hidden>not</i> open", "was open", ""),
        ("was <i style='display : none'>not</i> open", "was open", ""),
        ("was <i class=k>not</i> open", "was open", "<style>@media screen { .j, p > .k { visibility: hidden } }</style>"),
        ("was <i class=k>not</i> open", "was not open", "<style>@media print { .k { display: none } }</style>"),
        ("was <i class=k>not</i> open", "was not open", "<style>@media (max-width: 600px) { .k { display: none } }</style>"),
        ("was <i class=k>not</i> open", "was not open", "<style>.k{display:none} p .k{display:inline}</style>"),
        ("was <i class=k>not</i> open", "was not open", "<style>.j .k{display:none} .k:hover{display:none}</style>"),
        ("was <u aria-hidden=true>not</u> open", "was not open", ""),
        ("was <i class=visually-hidden>not</i> open", "was open", ""),
        ("was <i class='hidden lg:inline'>not</i> open", "was not open", ""),
    ],
)  # fmt: skip
def test_struck_and_hidden_words_are_out_and_printed_ones_in(
    words: str, printed: str, head: str
) -> None:
    body = f"<p>Minister Okoro said that the port {words}.</p>"
    assert sentences(body, head) == [f"Minister Okoro said that the port {printed}."]


def test_hidden_text_that_a_script_shows_is_read() -> None:
    body = f"<div style='display:none'><p>{FIRST}</p><p>{LAST}</p></div>"
    assert FIRST in read(Layout("", body, ()).page()).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Minister Okoro said that the two sides<br>had not agreed.</p>", ["Minister Okoro said that the two sides had not agreed."]),
        ("<p>Minister Okoro said that Premier<br/>Anders Holm had not agreed.</p>", ["Minister Okoro said that Premier Anders Holm had not agreed."]),
        ("<p>Minister Okoro agreed.<br>Minister Lindqvist did not.</p>", ["Minister Okoro agreed.", "Minister Lindqvist did not."]),
        ("<p>Minister Okoro agreed<br><br>Minister Lindqvist did not.</p>", ["Minister Okoro agreed", "Minister Lindqvist did not."]),
        ("<p>Averly, 4 June 2024<br>Minister Lindqvist did not agree.</p>", ["Minister Lindqvist did not agree."]),
        ("<p>They named:<br>• the port at Averly<br>• the grain</p>", ["They named:", "the port at Averly", "the grain"]),
        ("<p>Minister Okoro said that the port, which</p><figure><img src=x></figure><p>had been shut, was open.</p>", ["Minister Okoro said that the port, which had been shut, was open."]),
    ],
)  # fmt: skip
def test_a_break_ends_a_line_only_where_the_line_is_finished(
    body: str, expected: list[str]
) -> None:
    assert sentences(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Minister Okoro</td><td>The quota must rise.</td></tr></table>",
        "<table><tr><td>10:02</td><th>Minister Okoro</th><td>The quota must rise.</td></tr></table>",
        "<dl><dt>Minister Okoro</dt><dd>The quota must rise.</dd></dl>",
        "<h3>Minister Okoro</h3><p>The quota must rise.</p>",
        "<p><b>Minister Okoro</b></p><p>The quota must rise.</p>",
        "<p><strong>Minister Okoro</strong><br>The quota must rise.</p>",
        "<div><span style='font-weight:700'>Minister Okoro</span></div><div>The quota must rise.</div>",
        "<table><tr><th>Minister Okoro</th><th>Minister Lindqvist</th></tr><tr><td>The quota must rise.</td><td>We do not agree.</td></tr></table>",
    ],
)  # fmt: skip
def test_a_name_before_words_is_a_block_set_apart(body: str) -> None:
    page = page_of(Layout("", f"<p>{{FIRST}}</p>{body}<p>{{LAST}}</p>", ()).page(), "x.html")
    words = page.blocks.index("The quota must rise.")
    assert page.blocks[words - 1] == "Minister Okoro"
    assert words - 1 in page.apart
    assert words not in page.apart


@pytest.mark.parametrize(
    "control",
    [
        "<select><option>levy</option><option>tax</option></select>",
        "<textarea>levy</textarea>",
    ],
)
def test_a_sentence_with_a_field_in_it_is_in_doubt(control: str) -> None:
    body = (
        f"<p>{{FIRST}}</p><p>Minister Okoro said that the {control} would end.</p><p>{{LAST}}</p>"
    )
    readout = read(Layout("", body, ()).page())
    assert [readout.text[doubt.start : doubt.end] for doubt in readout.doubts] == [
        "Minister Okoro said that the would end."
    ]


@pytest.mark.parametrize(
    "extra",
    [
        "<button aria-label=info>?</button>",
        "<button>Share</button>",
        "<a href='#p3'>¶</a>",
        "<label for=x>Rate</label><input id=x>",
    ],
)
def test_what_is_no_word_beside_a_sentence_is_no_doubt(extra: str) -> None:
    assert sentences(f"<p>Minister Okoro said that the levy would end.{extra}</p>") == [
        "Minister Okoro said that the levy would end."
    ]


def test_words_are_no_label_and_figures_of_a_row_stay_together() -> None:
    table = "<table><tr><th>Good</th><th>2023</th><th>2024</th></tr><tr><td>Cod</td><td>15</td><td>20</td></tr></table>"
    page = page_of(Layout("", f"<p>{{FIRST}}</p>{table}<p>{{LAST}}</p>", ()).page(), "x.html")
    assert "Cod | 15 | 20" in page.blocks
    assert {page.blocks[number] for number in page.apart} == {page.blocks[0]}


def test_what_the_first_reading_loses_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reader is made to lose the words of <time>, as readers of this field do."""
    honest = reader.make_plain

    def losing(tree: Any, styles: Any) -> None:
        honest(tree, styles)
        for element in tree.iter("time"):
            element.text = ""

    body = "<p>{FIRST}</p><p>Minister Okoro said that on <time>1 July</time> it would open.</p><p>{LAST}</p>"
    monkeypatch.setattr(reader, "make_plain", losing)
    readout = read(Layout("", body, ()).page())
    assert [readout.text[doubt.start : doubt.end] for doubt in readout.doubts] == [
        "Minister Okoro said that on it would open."
    ]


TITLE = "Minister Kovar meets Minister Brandt"
TALK = [
    "Minister Ana Kovar met Minister Leo Brandt on 4 May 2024.",
    "Minister Kovar said that the lock at Ilm would be “rebuilt”.",
    "Minister Brandt said that his government could not pay.",
]
MARKUP = "".join(f"<p>{each}</p>" for each in TALK)
OTHER = "<p>Premier Voss opened the dam. He said that it was full.</p>"
FLIGHT = "".join(f'["$","p",null,{{"children":{json.dumps(each)}}}],' for each in TALK)[:-1]


def state(value: Any, kind: str = "application/json", id: str = "x") -> str:
    return f'<script type="{kind}" id="{id}">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        state({"props": {"post": {"headline": TITLE, "content": MARKUP}, "related": [{"title": "x", "body": OTHER * 9}]}}, id="__NEXT_DATA__"),
        state({"posts": [{"title": "Premier Voss opens the dam", "body": OTHER * 9}, {"title": TITLE, "body": MARKUP}]}),
        state({"page": {"title": TITLE, "text": "\n".join(TALK)}}),
        state({"a": {"title": TITLE, "paragraphs": TALK}}),
        state({"a": {"title": TITLE, "body": [{"_type": "block", "children": [{"_type": "span", "text": t[:9]}, {"_type": "span", "text": t[9:]}]} for t in TALK]}}),
        state({"a": {"title": TITLE, "body": {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": t}]} for t in TALK]}}}),
        state({"a": {"title": TITLE, "blocks": [*({"type": "paragraph", "data": {"text": t}} for t in TALK), {"type": "image", "data": {"text": "A photo. Of them."}}]}}),
        state([["Reactive", 1], {"data": 2}, {"title": 3, "body": 4}, TITLE, MARKUP, "We use them. You may refuse."], id="__NUXT_DATA__"),
        state({"a": {"title": TITLE, "body": MARKUP.replace("<", "&lt;").replace(">", "&gt;")}}),
        state({"node": {"title": TITLE, "body": {"processed": MARKUP}}}, id="drupal-settings"),
        state({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(TALK)}, "application/ld+json"),
        f"<script>window.__STATE__ = {json.dumps({'story': {'title': TITLE, 'html': MARKUP}})};</script>",
        f"<script>window.__S__=JSON.parse({json.dumps(json.dumps({'s': {'title': TITLE, 'html': MARKUP}}))});</script>",
        f"<script>self.__next_f.push([1,{json.dumps('5:[' + FLIGHT + ']')}])</script>",
    ],
)  # fmt: skip
def test_an_article_that_a_page_carries_as_data_is_read(script: str) -> None:
    page = f"<html><head><title>{TITLE} | Ministry</title></head><body><div id=root>Loading...</div>{script}</body></html>"
    readout = understood(read(page), ())
    assert [sentence.text for sentence in readout.sentences] == TALK
    assert readout.sentences[2].speakers == ("Leo Brandt",)
    assert readout.title == TITLE
    assert readout.doubts == ()


def test_what_a_page_prints_stands_above_its_data() -> None:
    fuller = state({"a": {"title": TITLE, "body": MARKUP + "<p>It rained.</p>"}})
    readout = read(f"<title>{TITLE}</title><main><h1>{TITLE}</h1>{MARKUP}</main>{fuller}")
    assert [sentence.text for sentence in readout.sentences] == TALK


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        (TITLE, "<div id=root>Loading...</div><noscript>Enable JavaScript.</noscript>", "a script"),
        (TITLE, "<div id=root>Loading</div>" + state({"messages": {"a": OTHER * 2}}), "a script"),
        ("Just a moment...", "<p>Checking if the site connection is secure</p><p>x.example needs to review the security of your connection before proceeding.</p>", "browser is checked"),
        ("x.example", "<p>Verify you are human by completing the action below.</p>", "browser is checked"),
        ("404", "<h1>404 - Page not found</h1><ul><li><a href=x>Minister Kovar meets Minister Brandt</a></ul>", "not found"),
        ("Ministry", "<h1>Page not found</h1><p>The page you requested could not be found. It may have been moved.</p>", "not found"),
        ("Ministry", "<p>This article is no longer available.</p>", "not found"),
        ("410 Gone", "<p>Gone</p>", "not found"),
        ("Error", "<p>An unexpected error occurred. Please try again later.</p>", "cannot answer"),
        ("Access Denied", "<p>You don't have permission to access this page on this server.</p>", "refuses"),
        ("Before you continue", "<p>We and our partners store and/or access information on a device, such as cookies.</p><button>Accept all</button>", "consent"),
        (TITLE, f"<h1>{TITLE}</h1><p>Please log in to read this page.</p>", "login"),
        (TITLE, f"<h1>{TITLE}</h1><p>Subscribe now to continue reading. Already a subscriber? Sign in.</p>", "login"),
        ("Ministry", "<div>Home</div><div>News</div><div>Contact us</div>", "no sentence"),
        ("Ministry", "<div id=app></div>", "no main text"),
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_is_refused_with_the_reason(
    title: str, body: str, reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason):
        page_of(f"<html><head><title>{title}</title></head><body>{body}</body></html>", "x.html")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, " ".join(TALK)),
        (TITLE, "Minister Kovar said that citizens too often read “page not found”."),
        ("Ministers discuss cookies", "Minister Kovar and Minister Brandt discussed consent to cookies. Our rules will stay, Minister Kovar said."),
        ("Access denied to the strait", "Minister Kovar said that access to the strait was denied."),
        ("404 people reach Varde", "Minister Brandt said that 404 people were not found."),
        ("Call", "Premier Oro spoke with King Ras on 4 May. They spoke of the ships. The crews are missing."),
    ],
)  # fmt: skip
def test_a_short_account_is_no_shell_whatever_it_is_about(title: str, text: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    assert text in read(page).text


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "a<sup>1</sup> " * 4000,
        "<p>" + "a<br>" * 8000,
        "<p>" + "<button>b</button> a " * 4000,
        "<table>" + "<tr><td>x<td>y<td>z" * 3000,
        "<style>"
        + "div .x{display:none} " * 5000
        + "</style>"
        + "<div><p class=x>a</p></div>" * 800,
        "<style>" + "{" * 50_000,
        "<div>" * 50_000,
        "<q>a" * 20_000,
        "<script type='application/json'>" + "[" * 50_000 + "</script>",
        "<script>" + "window.a={" * 20_000 + "</script>",
    ],
)
def test_a_hostile_page_ends_in_time(text: str) -> None:
    began = time.process_time()
    with suppress(DocumentError):
        page_of(f"<p>{FIRST}</p><p>{LAST}</p>{text}", "x.html")
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "opening",
    ["", "<title>A call of ministers</title>", "<html><head><meta charset=utf-8><title>x</title>"],
)
@pytest.mark.parametrize("wrap", ["main", "article", "x-page", "div", "section"])
def test_a_page_needs_no_tag_that_html_lets_one_leave_out(opening: str, wrap: str) -> None:
    readout = read(f"{opening}<{wrap}><p>{FIRST}<p>{LAST}</{wrap}>")
    assert [sentence.text for sentence in readout.sentences] == [FIRST, LAST]
    assert readout.doubts == ()


def test_text_in_elements_left_open_is_not_lost() -> None:
    body = "".join(
        f"<p><font size=2>Minister Okoro said that port {n} was open." for n in range(300)
    )
    found = sentences(body)
    assert found[-1] == "Minister Okoro said that port 299 was open."
    assert len(found) == 300


SHARED = [
    ("08-html-markup/c-del.html", "would start in", "Carlo Venturi"),
    ("08-html-markup/c-del.html", "would stay in", "Hana Sato"),
    ("09-html-json/a-next.html", "border post at Kell", "Malik Dornan"),
    ("09-html-json/b-ld.html", "tulip tariff", "Ruud Jansma"),
    ("09-html-json/c-ld-and-teaser.html", "road is safe", "Bo Strand"),
    ("27-feeds/site/full.xml", "hunt is needed", "Sten Foss"),
    ("27-feeds/site/missing.xml", "kelp farm", "Orla Byrne"),
    ("33-footnote-marks/a.html", "20 million would be", "Ines Pardo"),
    ("33-footnote-marks/a.html", "was 3 per cent.", "Goran Ilic"),
    ("33-footnote-marks/b.html", "only 30 were", "Ute Kranz"),
    ("34-html-inline/time.html", "on 3 February the", "Anna Hale"),
    ("34-html-inline/button.html", "the treaty would be", "Anna Hale"),
    ("34-html-inline/button.html", "by both houses in", "Anna Hale"),
    ("34-html-inline/q.html", "is open” and that", "Anna Hale"),
    ("34-html-inline/ruby.html", "(Kishida) said that", None),
    ("38-breaks/br.html", "sides had not agreed", "Lena Holt"),
]


@pytest.mark.parametrize(("name", "fragment", "speaker"), SHARED)
def test_the_small_inputs_that_went_wrong_are_right(
    name: str, fragment: str, speaker: str | None, shared: Path
) -> None:
    from assistant.corpus.loading import find_files

    path = shared / "cases" / name
    if not path.is_file():
        pytest.skip("the small inputs are not there")
    [place] = find_files(str(path))
    readout = understood(read_document(read_bytes(place)), ())
    [found] = [sentence for sentence in readout.sentences if fragment in sentence.text]
    if speaker:
        assert found.speakers == (speaker,)
    assert readout.doubts == ()

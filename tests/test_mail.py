from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.corpus.loading import read_bytes, read_document
from assistant.corpus.mail import mail
from assistant.corpus.mail.flowed import read_lines
from assistant.corpus.mail.headers import read_day, read_sender
from assistant.domain.readout import Readout

LEAD = "Minister Ada Lorne met Premier Piet Vos on 3 March 2025."
SAID = "Premier Vos said that the lock would be rebuilt."
ACCOUNT = f"{LEAD}\n\n{SAID}"
GOSSIP = "Have a look. Minister Lorne told me that the lock is rotten."
HEADERS = "From: Berta Kahn <berta@gazette.example>\nTo: team@gazette.example\nSubject: {subject}\nDate: Thu, 6 Mar 2025 08:00:00 +0000\n"
PLAIN = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
HTML = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
WHO = "Ministry of Water <press@water.norland.example>"


def read(tmp_path: Path, sent: str | bytes) -> Readout:
    path = tmp_path / "x.eml"
    path.write_bytes(sent if isinstance(sent, bytes) else sent.encode())
    return read_document(read_bytes(str(path)))


def plain(body: str, subject: str = "Fwd: Lorne meets Vos", more: str = "") -> str:
    return HEADERS.format(subject=subject) + more + PLAIN + body


def rich(body: str, subject: str = "Fwd: Lorne meets Vos") -> str:
    return HEADERS.format(subject=subject) + HTML + f"<html><body>{body}</body></html>"


PARAGRAPHS = f"<p>{LEAD}</p><p>{SAID}</p>"
CLIENTS = {
    "gmail": plain(f"{GOSSIP}\n\n---------- Forwarded message ---------\nFrom: {WHO}\nDate: Wed, 5 Mar 2025 at 09:12\nSubject: Lorne meets Vos\nTo: <desk@gazette.example>\n\n\n{ACCOUNT}\n"),
    "gmail stars": plain(f"{GOSSIP}\n\n---------- Forwarded message ---------\n*From:* {WHO}\n*Date:* Wed, 5 Mar 2025 at 09:12\n*Subject:* Lorne meets Vos\n*To:* <desk@gazette.example>,\n<other@gazette.example>\n\n\n{ACCOUNT}\n"),
    "apple": plain(f"{GOSSIP}\n\nBegin forwarded message:\n\n> From: {WHO}\n> Subject: Lorne meets Vos\n> Date: 5 March 2025 at 09:12:44 CET\n> To: desk@gazette.example\n> Reply-To: none@water.norland.example\n> \n> {LEAD}\n> \n> {SAID}\n\nBerta\n"),
    "outlook": plain(f"{GOSSIP}\n\nBerta Kahn\n\n________________________________\nFrom: {WHO}\nSent: Wednesday, March 5, 2025 9:12 AM\nTo: Kahn, Berta <berta@gazette.example>\nCc: Desk\nSubject: Lorne meets Vos\n\n{ACCOUNT}\n", "FW: Lorne meets Vos"),
    "outlook, old": plain(f"{GOSSIP}\n\n-----Original Message-----\nFrom: Ministry of Water [mailto:press@water.norland.example]\nSent: 05 March 2025 09:12\nTo: desk@gazette.example\nSubject: Lorne meets Vos\n\n{ACCOUNT}\n", "FW: Lorne meets Vos"),
    "outlook, German": plain(f"{GOSSIP}\n\nVon: Ministry of Water <press@water.norland.example>\nGesendet: Mittwoch, 5. März 2025 09:12\nAn: desk@gazette.example\nBetreff: Lorne meets Vos\n\n{ACCOUNT}\n", "WG: Lorne meets Vos"),
    "outlook, French": plain(f"{GOSSIP}\n\nDe : {WHO}\nEnvoyé : mercredi 5 mars 2025 09:12\nÀ : desk@gazette.example\nObjet : Lorne meets Vos\n\n{ACCOUNT}\n", "TR: Lorne meets Vos"),
    "outlook, Spanish": plain(f"{GOSSIP}\n\nDe: {WHO}\nEnviado: miércoles, 5 de marzo de 2025 9:12\nPara: desk@gazette.example\nAsunto: Lorne meets Vos\n\n{ACCOUNT}\n", "RV: Lorne meets Vos"),
    "thunderbird": plain(f"{GOSSIP}\n\n-------- Forwarded Message --------\nSubject: \tLorne meets Vos\nDate: \tWed, 5 Mar 2025 09:12:00 +0000\nFrom: \t{WHO}\nTo: \tdesk@gazette.example\n\n\n\n{ACCOUNT}\n"),
    "mutt": plain(f"{GOSSIP}\n\n----- Forwarded message from {WHO} -----\n\nDate: Wed, 5 Mar 2025 09:12:00 +0000\nFrom: {WHO}\nSubject: Lorne meets Vos\nTo: desk@gazette.example\n\n{ACCOUNT}\n\n----- End forwarded message -----\n\n-- \nBerta Kahn\nThe Gazette\n"),
    "yahoo": plain(f"{GOSSIP}\n\n  ----- Forwarded Message -----\nFrom: {WHO}\nTo: desk@gazette.example\nSent: Wednesday, 5 March 2025 at 09:12:00 CET\nSubject: Lorne meets Vos\n\n{ACCOUNT}\n\nSent from my telephone\n"),
    "proton": plain(f"{GOSSIP}\n\n------- Forwarded Message -------\nFrom: {WHO}\nDate: On Wednesday, March 5th, 2025 at 9:12 AM\nSubject: Lorne meets Vos\nTo: desk@gazette.example\n\n> {LEAD}\n>\n> {SAID}\n"),
    "gmail, HTML": rich(f'<div dir="ltr">{GOSSIP}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong class="gmail_sendername">Ministry of Water</strong> <span dir="auto">&lt;<a href="mailto:press@water.norland.example">press@water.norland.example</a>&gt;</span><br>Date: Wed, 5 Mar 2025 at 09:12<br>Subject: Lorne meets Vos<br>To: &lt;desk@gazette.example&gt;<br></div><br><br>{PARAGRAPHS}</div></div>'),
    "outlook, HTML": rich(f'<div class="WordSection1"><p class="MsoNormal">{GOSSIP}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Ministry of Water &lt;press@water.norland.example&gt; <br><b>Sent:</b> Wednesday, March 5, 2025 9:12 AM<br><b>To:</b> Berta Kahn<br><b>Subject:</b> Lorne meets Vos</p></div></div>{PARAGRAPHS}</div>', "FW: Lorne meets Vos"),
    "apple, HTML": rich(f'<div>{GOSSIP}</div><br><blockquote type="cite"><div>Begin forwarded message:</div><br><div><span><b>From: </b></span><span>Ministry of Water &lt;press@water.norland.example&gt;<br></span></div><div><span><b>Subject: </b></span><span><b>Lorne meets Vos</b><br></span></div><div><span><b>Date: </b></span><span>5 March 2025 at 09:12:44 CET<br></span></div><div><span><b>To: </b></span><span>desk@gazette.example<br></span></div><br><div>{PARAGRAPHS}</div></blockquote><div>Berta</div>'),
    "thunderbird, HTML": rich(f'<p>{GOSSIP}</p><div class="moz-forward-container">-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>Lorne meets Vos</td></tr><tr><th>Date: </th><td>Wed, 5 Mar 2025 09:12:00 +0000</td></tr><tr><th>From: </th><td>Ministry of Water <a href="mailto:press@water.norland.example">&lt;press@water.norland.example&gt;</a></td></tr><tr><th>To: </th><td>desk@gazette.example</td></tr></tbody></table><br><br>{PARAGRAPHS}</div>'),
    "outlook, no prefix": plain(f"{GOSSIP}\n\nFrom: {WHO}\nSent: Wednesday, March 5, 2025 9:12 AM\nTo: Kahn, Berta <berta@gazette.example>;\n Desk <desk@gazette.example>\nCc: Desk\nSubject: Lorne meets\n Vos\nImportance: High\n\n{ACCOUNT}\n", "have a look"),
    "memorandum": plain(f"MEMORANDUM\n\nFROM: {WHO}\nTO: Editors\nDATE: 5 March 2025\nSUBJECT: Lorne meets Vos\n\n{ACCOUNT}\n", "for you"),
    "lotus": plain(f"{GOSSIP}\n----- Forwarded by Berta Kahn/Gazette on 06/03/2025 08:00 -----\n\nFrom:   {WHO}\nTo:     <desk@gazette.example>\nDate:   05-Mar-2025 09:12\nSubject:        Lorne meets Vos\n\n\n{ACCOUNT}\n", "Fw: Lorne meets Vos"),
    "twice": plain(f"{GOSSIP}\n\n---------- Forwarded message ---------\nFrom: Nils Ode <nils@wire.example>\nDate: Wed, 5 Mar 2025 at 11:00\nSubject: Fwd: Lorne meets Vos\nTo: Berta <berta@gazette.example>\n\nMinister Lorne said that this is for you.\n\n---------- Forwarded message ---------\nFrom: {WHO}\nDate: Wed, 5 Mar 2025 at 09:12\nSubject: Lorne meets Vos\nTo: <nils@wire.example>\n\n{ACCOUNT}\n", "Fwd: Fwd: Lorne meets Vos"),
}  # fmt: skip


@pytest.mark.parametrize("sent", CLIENTS.values(), ids=CLIENTS)
def test_a_forwarded_message_is_the_readout(tmp_path: Path, sent: str) -> None:
    readout = read(tmp_path, sent)
    assert readout.text == ACCOUNT
    assert readout.issuer == "Ministry of Water"
    assert readout.published == date(2025, 3, 5)
    assert readout.title == "Lorne meets Vos"
    assert readout.doubts == ()


def attached(outer_text: str, subject: str) -> bytes:
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Date"] = WHO, "Lorne meets Vos", "Wed, 5 Mar 2025 09:12:00 +0000"  # fmt: skip
    inner.set_content(ACCOUNT)
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Date"] = "b@gazette.example", subject, "Thu, 6 Mar 2025 08:00:00 +0000"  # fmt: skip
    outer.set_content(outer_text)
    outer.add_attachment(inner)
    return outer.as_bytes()


@pytest.mark.parametrize(("text", "subject"), [(GOSSIP, "Fwd: see"), ("For you.", "see this")])
def test_a_message_forwarded_as_an_attachment_is_the_readout(
    tmp_path: Path, text: str, subject: str
) -> None:
    readout = read(tmp_path, attached(text, subject))
    assert readout.text == ACCOUNT
    assert (readout.issuer, readout.published) == ("Ministry of Water", date(2025, 3, 5))


QUESTION = "Premier Vos, will the lock be rebuilt? Minister Lorne said that it would not."
REPLIES = [
    plain(f"{ACCOUNT}\n\nOn Tue, 4 Mar 2025 at 17:00, Nils <nils@wire.example> wrote:\n> {QUESTION}\n>\n> Nils\n", "Re: the lock"),
    plain(f"{ACCOUNT}\n\nOn Tue, 4 Mar 2025 at 17:00, Nils Ode\n<nils@wire.example> wrote:\n\n> {QUESTION}\n", "the lock", "In-Reply-To: <1@wire.example>\n"),
    plain(f"{ACCOUNT}\n\nAm 4. März 2025 um 17:00 schrieb Nils <nils@wire.example>:\n\n> {QUESTION}\n", "AW: the lock"),
    plain(f"{ACCOUNT}\n\nLe mar. 4 mars 2025 à 17:00, Nils <nils@wire.example> a écrit :\n\n> {QUESTION}\n", "Re: the lock"),
    plain(f"{ACCOUNT}\n\nFrom: Nils Ode <nils@wire.example>\nSent: Tuesday, 4 March 2025 17:00\nTo: Berta\nSubject: the lock\n\n{QUESTION}\n", "RE: the lock"),
    rich(f'<div>{PARAGRAPHS}</div><div class="gmail_quote"><div class="gmail_attr">On Tue, 4 Mar 2025 at 17:00, Nils &lt;<a href="mailto:nils@wire.example">nils@wire.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><p>{QUESTION}</p></blockquote></div>', "Re: the lock"),
]  # fmt: skip


@pytest.mark.parametrize("sent", REPLIES)
def test_a_reply_keeps_its_own_words(tmp_path: Path, sent: str) -> None:
    readout = read(tmp_path, sent)
    assert readout.text == ACCOUNT
    assert (readout.issuer, readout.published) == ("Berta Kahn", date(2025, 3, 6))


def test_what_a_reply_only_thanks_for_is_the_readout(tmp_path: Path) -> None:
    body = f"Thank you, I shall print it.\n\nOn Wed, 5 Mar 2025 at 09:12, Press <press@water.norland.example> wrote:\n> {LEAD}\n>\n> {SAID}\n"
    readout = read(tmp_path, plain(body, "Re: Lorne meets Vos"))
    assert readout.text == ACCOUNT
    assert readout.published == date(2025, 3, 5)


WHOLE = [
    plain(f"{ACCOUNT}\n\nThe ministry showed what it had been sent:\n\nFrom: Builders <info@builders.example>\nSent: Saturday, 1 March 2025 09:00\nTo: Ministry\nSubject: Lock\n\nThe lock is sound.\n\nMinister Lorne thanked Premier Vos for the letter.\n", "Lorne meets Vos"),
    plain(f"{ACCOUNT}\n\nPremier Vos read out what he had been sent:\n\n> The lock is sound.\n\nMinister Lorne thanked Premier Vos for the letter.\n", "Lorne meets Vos"),
    plain(f"{ACCOUNT}\n\nOn 1 March 2025 the builders wrote:\n\n> The lock is sound.\n\nMinister Lorne thanked Premier Vos for the letter.\n", "Lorne meets Vos"),
    plain(f"{ACCOUNT}\n\nThe builders had sent this:\n\nFrom: the builders\nSubject: the lock\n\nThe lock is sound.\n\nMinister Lorne thanked Premier Vos for the letter.\n", "Lorne meets Vos"),
    rich(f"{PARAGRAPHS}<p>The builders wrote:</p><blockquote>The lock is sound.</blockquote><p>Minister Lorne thanked Premier Vos for the letter.</p>", "Lorne meets Vos"),
]  # fmt: skip


@pytest.mark.parametrize("sent", WHOLE)
def test_a_press_release_that_quotes_a_mail_stays_whole(tmp_path: Path, sent: str) -> None:
    readout = read(tmp_path, sent)
    text = readout.text
    assert readout.published == date(2025, 3, 6)
    assert all(part in text for part in (LEAD, SAID, "The lock is sound.", "for the letter."))
    assert not any(line.startswith(">") for line in text.split("\n"))


def test_an_unreadable_day_of_the_forwarded_message_is_not_the_forwarders(tmp_path: Path) -> None:
    body = f"{GOSSIP}\n\n---------- Forwarded message ---------\nFrom: {WHO}\nDate: 05/03/2025 9:12\nSubject: Lorne meets Vos\n\n{ACCOUNT}\n"
    assert read(tmp_path, plain(body)).published is None


FLOWED = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp={delsp}\n\n"  # fmt: skip


@pytest.mark.parametrize(
    ("delsp", "body"),
    [
        ("yes", "Premier Vos sa \nid that the lock  \nwould be re \nbuilt.\n\n-- \nPress office\n"),
        ("yes", "Premier Vos said that the lock \n would be rebu \nilt.\n\n-- \nPress office\n"),
        ("yes", " Premier Vos sa \n id that the lock  \n would be rebuilt.\n"),
        ("no", "Premier Vos said that \nthe lock would be \nrebuilt.\n-- \nPress office\n"),
        ("no", " Premier Vos said that \n the lock would \n be rebuilt.\n"),
    ],
)
def test_flowed_lines_are_joined_as_they_were_broken(tmp_path: Path, delsp: str, body: str) -> None:
    sent = HEADERS.format(subject="The lock") + FLOWED.format(delsp=delsp) + body
    assert read(tmp_path, sent).text == SAID


def test_flowed_quotations_keep_their_depth() -> None:
    lines = read_lines("> He said that \n> he came. \n>> No.\n> Yes. \nSo.", is_flowed=True)
    assert [(line.text, line.depth) for line in lines] == [
        ("He said that he came. ", 1), ("No.", 2), ("Yes. ", 1), ("So.", 0),
    ]  # fmt: skip


def test_soft_breaks_of_quoted_printable_are_no_breaks(tmp_path: Path) -> None:
    sent = HEADERS.format(subject="The lock") + (
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "Premier Vos sa=\nid that the =C3=A9cluse =\nwould be rebuilt.\n"
    )
    assert read(tmp_path, sent).text == "Premier Vos said that the écluse would be rebuilt."


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("Fri, 7 Mar 2025 at 09:12", date(2025, 3, 7)),
        ("Friday, March 7, 2025 9:12 AM", date(2025, 3, 7)),
        ("Freitag, 7. März 2025 09:12", date(2025, 3, 7)),
        ("vendredi 7 mars 2025 09:12", date(2025, 3, 7)),
        ("viernes, 7 de marzo de 2025 9:12", date(2025, 3, 7)),
        ("2025-03-07 09:12", date(2025, 3, 7)),
        ("07.03.2025 09:12", date(2025, 3, 7)),
        ("27/03/2025 09:12", date(2025, 3, 27)),
        ("3/27/2025 9:12 AM", date(2025, 3, 27)),
        ("3/7/2025 9:12 AM", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_of_a_header(value: str, day: date | None) -> None:
    assert read_day(value) == day


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Press Office <press@a.example>", ("Press Office", "press@a.example")),
        ("'Press Office' [mailto:press@a.example]", ("Press Office", "press@a.example")),
        ("press@a.example", ("", "press@a.example")),
        ("Office of the Premier, Norland", ("Office of the Premier, Norland", "")),
    ],
)
def test_the_sender_of_a_header(value: str, expected: tuple[str, str]) -> None:
    assert read_sender(value) == expected


@pytest.mark.parametrize(
    "body",
    [
        "From: x\n" * 30_000,
        "> " * 100_000,
        "\n".join(">" * n for n in range(600)),
        "On " + "a " * 100_000 + "\n",
        "On x\n" * 50_000,
        "-" * 200_000,
        "- x" * 60_000,
        "From: a\nSubject: b\nDate: c\n\n" * 8_000,
    ],
)
def test_mail_made_to_take_long_does_not(body: str) -> None:
    start = time.perf_counter()
    mail(plain(body + "\n\n" + ACCOUNT).encode(), "x.eml")
    assert time.perf_counter() - start < 10


def test_the_real_cases_of_forwarded_and_flowed_mail(shared: Path) -> None:
    cases = shared / "cases"
    if not cases.is_dir():
        pytest.skip("the cases are not there")
    first = read_document(read_bytes(str(cases / "18-mail-forwarded" / "a-fwd.eml")))
    assert (first.issuer, first.published, first.date) == ("Press Office", date(2025, 3, 7), date(2025, 3, 6))  # fmt: skip
    assert len(first.sentences) == 3
    second = read_document(read_bytes(str(cases / "18-mail-forwarded" / "b-outlook.eml")))
    assert (second.issuer, second.published) == ("Ministry of Fisheries", date(2025, 3, 10))
    assert len(second.sentences) == 2
    flowed = read_document(read_bytes(str(cases / "36-mail-flowed" / "a.eml")))
    assert "Hale said that" in flowed.text
    assert "would sail" in flowed.text

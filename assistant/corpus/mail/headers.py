"""The header of a message inside another message, as mail programs write it in their language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache

from assistant.corpus.dates import read_date
from assistant.corpus.mail.flowed import Line
from assistant.wordlists import read_rows, read_words

FIELD = re.compile(r"^[\s*_|]*(?P<name>[^\W\d_][\w\- ]{0,18}?)[\s*_]*:[*_]*(?:\s+|$)(?P<value>.*)$")
REPEATED = frozenset({"copy", "to"})
MOST_FIELDS = 12  # lines of a header
MOST_WRAPPED = 4  # lines in which a list of addressees goes on
RULE = re.compile(r"^[\s>]*(?:[-_=—–]{5,}|[-—–]{2,}[^-—–]{3,120}[-—–]{2,}[\s:]*)$")
BEGINS = re.compile(r"^\s*begin forwarded message\s*:?\s*$|^\s*(?:anfang|début|inicio|inizio)\b[^.]{0,60}:\s*$", re.IGNORECASE)  # fmt: skip
ENDS = re.compile(r"^[\s-]*end (?:of )?forwarded message[\s-]*$", re.IGNORECASE)
# "On Mon, 3 Mar 2025 at 09:12, Press <press@mfa.example> wrote:", "Am 3. März 2025 schrieb Press:",
# "Le 3 mars ... a écrit :"
WROTE = re.compile(
    r"^\s*(?:(?:On|Am|Le|El|Il|Op|Den)\b.{3,300}?\b(?:wrote|schrieb|écrit|escribió|scritto|schreef|skrev)\b.{0,120}"
    r"|.{3,200}\b(?:wrote|schrieb))\s*:\s*$",
    re.DOTALL,
)
WHEN_BEGINS = re.compile(r"^\s*(?:On|Am|Le|El|Il|Op|Den)\b")
LONGEST_WROTE = 500  # characters
MOST_WROTE = 3  # lines over which such a line is wrapped
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}\w")
MAILTO = re.compile(r"[\[(<](?:mailto:)?\s*([^\[\]()<>\s]+@[^\[\]()<>\s]+)[\])>].*$")
WHEN = re.compile(r"^\s*(?:On|Am|Le|El|Il|Op|Den)\s+(?P<when>.{3,80}?\d{4})", re.DOTALL)
NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
REPLY = re.compile(r"^\s*(?:re|aw|antw|sv|vs|ynt|odp|rif)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
FORWARD = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vl|pd|vs: fwd)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)  # fmt: skip
PREFIXES = re.compile(
    r"^(?:\s*(?:fwd?|re|aw|antw|sv|wg|tr|rv|enc|i|doorst|vb|odp|pd|rif)\s*(?:\[\d+\])?\s*:)+\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """Who sent a message, when, and under which subject."""

    sender: str = ""
    address: str = ""
    when: Date | str | None = None
    subject: str = ""

    @property
    def day(self) -> Date | None:
        """Return the day on which it was sent, as far as what is printed tells it."""
        return read_day(self.when) if isinstance(self.when, str) else self.when

    @property
    def title(self) -> str:
        """Return the subject without what replying and forwarding put before it."""
        return PREFIXES.sub("", self.subject).strip()


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {
        name.replace("|", " "): row.split()[0]
        for row in read_rows("assistant.corpus.data", "mail_headers.txt")
        for name in row.split()[1:]
    }


def read_header(lines: Sequence[Line], at: int) -> tuple[Header, int] | None:
    """Return the header that begins with a line, and the number of the line behind it.

    None where none does.

    A header names the sender, and the day or the subject; a list of addressees may go on over
    lines.
    """
    fields: dict[str, str] = {}
    last = ""
    end, place, wrapped = at, at, 0
    while place < len(lines) and place - at < MOST_FIELDS:
        line = lines[place].text
        match = FIELD.match(line)
        name = _names().get(match["name"].casefold()) if match else None
        if match and name and (name not in fields or name in REPEATED):
            fields[name] = match["value"].strip(" *_|")
            last, end, wrapped = name, place + 1, 0
        elif not fields or wrapped == MOST_WRAPPED or not line.strip():
            break
        elif line[0].isspace() and end == place:
            fields[last] += f" {line.strip()}"
            end += 1
        else:
            wrapped += 1
        place += 1
    if "from" not in fields or not ({"sent", "subject"} & fields.keys()):
        return None
    while end < len(lines) and _is_addressees(lines[end].text):
        end += 1
    name, address = read_sender(fields["from"])
    return Header(name, address, fields.get("sent"), fields.get("subject", "")), end


def _is_addressees(line: str) -> bool:
    """Tell whether a line is the rest of a list of addressees."""
    return len(line) < 200 and ADDRESS.search(line) is not None and line.rstrip(" ,;")[-1:] == ">"


def read_wrote(lines: Sequence[Line], at: int) -> tuple[Header, int] | None:
    """Return who wrote what is quoted below, and the line behind, where a line says so.

    Such as "On 3 March Press wrote:".
    """
    for end in range(at + 1, min(at + MOST_WROTE, len(lines)) + 1):
        line = lines[end - 1].text.rstrip()
        text = " ".join(each.text.strip() for each in lines[at:end])
        is_open = WHEN_BEGINS.match(text) is not None or end == at + 1
        if not line or not is_open or len(text) > LONGEST_WROTE:
            return None
        if WROTE.match(text):
            when = WHEN.match(text)
            found = ADDRESS.search(text)
            address = found.group() if found else ""
            return Header("", address, when["when"] if when else None), end
        if line.endswith((".", "!", "?")):
            return None
    return None


def is_rule(line: str) -> bool:
    """Tell whether a line parts two messages: dashes, with words between them or none."""
    return RULE.match(line) is not None or BEGINS.match(line) is not None


def tells_forward(line: str) -> bool:
    """Tell whether a line says that a forwarded message follows."""
    if BEGINS.match(line):
        return True
    words = {word.strip("-—– .:").casefold() for word in line.split()}
    return is_rule(line) and bool(words & read_words("assistant.corpus.data", "forward_words.txt"))


def read_sender(value: str) -> tuple[str, str]:
    """Return a sender's name and address, in any of the forms in which programs print them."""
    match = MAILTO.search(value)
    if match:
        return value[: match.start()].strip(" '\"*,"), match[1]
    name, address = parseaddr(value)
    return (name, address) if "@" in address else (value.strip(" '\"*"), "")


def read_day(value: str) -> Date | None:
    """Return the day of a header's date.

    One of figures alone counts only where it can be read in one way.
    """
    try:
        return parsedate_to_datetime(value).date()
    except (TypeError, ValueError, IndexError):
        pass
    figures = NUMERIC.search(value)
    if figures:
        first, second, year = map(int, figures.groups())
        is_clear = first > 12 or second > 12 or first == second or "." in figures.group()
        day, month = (second, first) if second > 12 else (first, second)
        try:
            return Date(year, month, day) if is_clear else None
        except ValueError:
            return None
    return read_date(value) or _read_elsewhere(value)


def _read_elsewhere(value: str) -> Date | None:
    """Return the day of a date in another language."""
    if not re.search(r"\d{4}", value):
        return None
    import dateparser

    found = dateparser.parse(value[:80], languages=["de", "fr", "es", "it", "nl", "pt", "sv", "en"])
    return found.date() if found else None

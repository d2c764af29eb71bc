"""A person of a readout: names, offices and side, as its mentions teach them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.attribution.vocabulary import is_address, is_class, portfolios, ranks
from assistant.domain.readout import Person
from assistant.text import fold

SMALL = frozenset("of for the and".split())
HEADS = {
    "head of state": ("head_of_state",),
    "head of government": ("head_of_government",),
    "premier": ("head_of_government",),
    "chief executive": ("head_of_state", "head_of_government"),
}
FILLERS = frozenset(
    {"affairs"}
)  # "the Foreign Minister" is the whole office of a "Minister for Foreign Affairs"
SPELLINGS = {"advisor": "adviser", "defense": "defence"}


@dataclass(frozen=True, slots=True)
class NameMention:
    """One way the text names someone.

    Offices as printed (`behind` those after the name), the bare name, the side if told.
    """

    titles: tuple[str, ...]
    name: str
    side: str
    behind: tuple[str, ...] = ()


@dataclass(slots=True)
class Member:
    """A person as learnt so far: the fullest name, every office printed for it, the side."""

    name: str
    titles: list[str] = field(default_factory=list)
    side: str = ""
    words: frozenset[str] = frozenset()
    addresses: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)

    def learn(self, mention: NameMention) -> None:
        """Take in another mention's offices and side.

        `called` are the titles printed before the name.
        """
        for title in mention.titles:
            if is_address(title):
                self.addresses.add(title.casefold())
                continue
            for office in (title, *(title.split("/") if "/" in title else ())):
                if office not in self.titles:
                    self.titles.append(office)
        self.called.update(
            title.casefold() for title in mention.titles if title not in mention.behind
        )
        self.side = self.side or mention.side

    @property
    def person(self) -> Person:
        """The person as the readout tells it, with the first office printed."""
        return Person(self.name, self.titles[0] if self.titles else "", self.side)

    def holds(self, title: str) -> bool:
        """Tell whether a bare title can name the bearer.

        Such as "the Foreign Minister" the "Minister of Foreign Affairs".
        """
        return any(_covers(printed, title) for printed in self.titles)

    def holds_whole(self, title: str) -> bool:
        """Tell whether a title is the whole of an office.

        Such as "Minister" is but a part of "Minister of Finance".
        """
        wanted = _words(fold(title)) - FILLERS
        return any(_words(fold(printed)) - FILLERS == wanted for printed in self.titles)

    def may_hold(self, title: str) -> bool:
        """Tell whether a fuller office can be the bearer's.

        The "Minister of Foreign Affairs" one called "Minister" so far.
        """
        wanted = _words(fold(title))
        return any(
            (words := _words(fold(printed))) < wanted and wanted - words <= portfolios() - ranks()
            for printed in self.titles
        )

    @property
    def pronoun(self) -> str | None:
        """The pronoun, "he" or "she", where an office or form of address tells."""
        for title in (*self.titles, *self.addresses):
            for pronoun in ("she", "he"):
                if is_class(pronoun, title):
                    return pronoun
        return None


def _covers(printed: str, title: str) -> bool:
    """Tell whether an office as printed is meant by a bare title, its initials, or "head of state"."""
    office, wanted = fold(printed), fold(title)
    if office == wanted or (len(title) > 1 and _initials(printed) == title.replace("/", "")):
        return True
    if _is_head(wanted, printed) or (office.startswith("head of ") and _is_head(office, title)):
        return True
    words, bare = _words(office), _words(wanted)
    return bool(bare) and bare <= words and not (words & ranks()) - bare


def _is_head(generic: str, title: str) -> bool:
    """Tell whether "head of state", "head of government", "premier" or "chief executive" is another name of an office."""
    return any(is_class(name, title) for name in HEADS.get(generic.replace("of the ", "of "), ()))


def _words(office: str) -> set[str]:
    found = {
        word.strip(",.")
        for word in office.replace("-", " ").replace("/", " ").split()
        if word not in SMALL
    }
    return {SPELLINGS.get(word, word) for word in found}


def _initials(printed: str) -> str:
    return "".join(
        word[0]
        for word in printed.replace("/", " ").split()
        if word.lower() not in SMALL and word[0].isupper()
    )

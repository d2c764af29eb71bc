"""What earlier sentences of a readout leave for later ones, and what a mention comes to."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from assistant.attribution.strangers import Stranger
from assistant.domain.readout import JOINT


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier sentences leave for pronouns.

    The last single person, whether only narrated, and who "they" are.

    `side` is the country that alone spoke in the sentence before, which "it" may go on with;
    `stranger` somebody outside the cast whom the sentence before was about, so that no pronoun
    slides past him to those before; `told` the pronoun of the one to whom the last one spoke
    ("invited him"); `asked` whether the last words were a question; `hints` the "he" and "she" in
    the sentences about each person.
    """

    single: str | None = None
    was_narrated: bool = False
    they: tuple[str, ...] = JOINT
    pronouns: Mapping[str, str] = field(default_factory=dict)
    we: tuple[str, ...] = ()
    side: str | None = None
    stranger: Stranger | None = None
    told: str = ""
    asked: bool = False
    hints: Mapping[str, Set[str]] = field(default_factory=dict)

    def may_be(self, name: str, pronoun: str) -> bool:
        """Tell whether nothing forbids that a person is "he", or "she"."""
        if name in self.pronouns:
            return self.pronouns[name] == pronoun
        return pronoun in self.hints.get(name, {pronoun})


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speakers a mention stands for; or none, and the reason where somebody was meant."""

    speakers: tuple[str, ...] = ()
    reason: str | None = None

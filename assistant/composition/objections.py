"""What prose that is not borne out holds that its premises do not.

For telling a reader of the verdicts why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.composition.framing import MONTHS
from assistant.composition.premises import Premise
from assistant.composition.units import Unit
from assistant.composition.vocabulary import words_of
from assistant.domain.answer import Verdict

YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen half quarter third percent
    double triple twice first second hundreds thousands millions billions dozens % $ € £ ¥""".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow".split()
)


def objection(
    content: Sequence[Unit], premises: Sequence[Premise], opens: bool
) -> tuple[Verdict, str]:
    """Return what prose holds that its premises do not: a date, number, name, negation or modal.

    Else it cannot be decided.

    `opens` tells that the content opens the sentence, where a capital names nothing.
    """
    told = Counter(unit.key for premise in premises for unit in premise.units)
    strange = [unit for i, unit in enumerate(content) if unit.key not in told]
    for unit in strange:
        if (unit.key in MONTHS and unit.is_capital) or unit.key in DAYS or YEAR.fullmatch(unit.key):
            return "unsupported date", unit.key
    for unit in strange:
        if any(char.isdigit() for char in unit.key) or unit.key in NUMBERS:
            return "unsupported number", unit.key
    for i, unit in enumerate(content):
        if unit.key not in told and (
            unit.is_name or (unit.is_capital and (i or not opens) and unit.key != "i")
        ):
            return "unsupported name", unit.key.strip("@#~")
    own = Counter(unit.key for unit in content)
    turning: tuple[tuple[str, Verdict], ...] = (
        ("polarity", "unsupported negation"),
        ("modal", "unsupported modal"),
    )
    for name, verdict in turning:
        for word in sorted(words_of(name)):
            if own[word] > told[word]:
                return verdict, word
            if own[word] < told[word] and _is_near(word, content, premises):
                return verdict, f"“{word}” is left out"
    return "unverified", "it goes beyond the cited words"


def _is_near(word: str, content: Sequence[Unit], premises: Sequence[Premise]) -> bool:
    """Tell whether a word stands next to words of the premise that prose took up.

    It would be left out of these.
    """
    own = {unit.key for unit in content}
    for premise in premises:
        keys = [unit.key for unit in premise.units]
        for at, key in enumerate(keys):
            if key == word and own & set(keys[max(0, at - 2) : at + 3]):
                return True
    return False

"""Whether a quote stands in a text: exactly, and in whole words."""

from __future__ import annotations

from assistant.composition.prose import EMPHASIS
from assistant.text import fold_quotes

LAST_MARK = ".,;:"
GLUE = frozenset("-'–%$€£¥")


def holds(text: str, quote: str) -> bool:
    """Tell whether a quote stands in a text, in whole words.

    Its last mark may be the writer's, and emphasis is no word.
    """
    folded = fold_quotes(EMPHASIS.sub("", quote).strip().rstrip(LAST_MARK))[0]
    whole = fold_quotes(EMPHASIS.sub("", text))[0]
    at = whole.find(folded) if folded else -1
    while at >= 0:
        end = at + len(folded)
        before, first, last, behind = (
            whole[max(0, at - 2) : at],
            folded[0],
            folded[-1],
            whole[end : end + 2],
        )
        opens = not _joins(before[-1:], first) and not (
            first.isdigit() and before[-1:] in (",", ".") and before[:1].isdigit()
        )
        if opens and not _joins(last, behind[:1], behind[1:]):
            return True
        at = whole.find(folded, at + 1)
    return False


def _joins(left: str, right: str, beyond: str = "") -> bool:
    """Tell whether two neighbouring characters are of one word or number.

    Such as "one-China", "3,500", "5%".
    """
    if left.isdigit() and right in (",", ".") and right and beyond.isdigit():
        return True
    return (
        bool(left and right)
        and (left.isalnum() or left in GLUE)
        and (right.isalnum() or right in GLUE)
    )

"""Words in the first person, outside quotation marks: somebody speaks, and does not tell."""

from __future__ import annotations

import re

FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Oo]urs|[Mm]ine|I[’']\w+)\b")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
MARKS = '“"«„'


def is_personal(words: str) -> bool:
    """Tell whether words are in the first person outside quotations, or all a quotation."""
    bare = QUOTED.sub("", words)
    is_quotation = words[0] in MARKS and not any(char.isalpha() for char in bare)
    return is_quotation or FIRST_PERSON.search(bare) is not None

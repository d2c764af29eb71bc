"""Tell how a house writes.

Whether a paragraph runs on under the name that opened it, as in Chinese readouts.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.attribution.clause import Voice
from assistant.attribution.clauses import Clauses
from assistant.attribution.mentions import Subject
from assistant.attribution.tokens import Token
from assistant.attribution.vocabulary import is_running_home

READY = frozenset({"ready", "willing"})
OURS = frozenset(
    {"both", "sides", "countries"}
)  # "all parties must" may be those of somebody's war
INSERTION = 12  # tokens behind "said," in which "that" shows the comma to open an insertion, not the speaker's own words


def runs_on(
    sentences: Sequence[tuple[Clauses, Sequence[Token]]], firsts: frozenset[int], home: str
) -> bool:
    """Tell whether paragraphs run on.

    `firsts` are the numbers of the sentences that open one, `home` the issuer's country.

    The signs: a name, a cue and a comma before the speaker's own words ("Xi Jinping stressed, China
    supports ..."); "the two sides should" behind a sentence that names a speaker, which no narrator
    says; or "China is willing to" in a paragraph that a bare name opened.
    """
    if is_running_home(home):
        return True
    has_spoken = is_bare = False
    for number, (clauses, tokens) in enumerate(sentences):
        main = clauses.main
        if number in firsts:
            is_bare = False
        if main is None or main.subject is None:
            continue
        kind = main.subject.parts[0].kind
        if main.speaks and kind in ("person", "office"):
            if number in firsts and main.opens and _is_direct(tokens, main):
                return True
            has_spoken = True
            is_bare = is_bare or (number in firsts and _is_bare_name(main.subject))
        is_ready = is_bare and kind == "country" and tokens[main.verb.end - 1].key in READY
        is_ours = kind == "we" or (
            kind == "joint" and main.subject.parts[0].text in OURS and tokens[main.at].key != "all"
        )
        if is_ready or (has_spoken and is_ours and main.verb.kind == "demand"):
            return True
    return False


def _is_bare_name(subject: Subject) -> bool:
    return subject.parts[0].kind == "person" and not subject.parts[0].titles


def _is_direct(tokens: Sequence[Token], main: Voice) -> bool:
    """Tell whether the words behind the cue's comma are the speaker's own, not an insertion.

    Such as "said, on Monday, that".
    """
    behind = [token.key for token in tokens[main.verb.end : main.verb.end + INSERTION]]
    return len(behind) > 1 and "that" not in behind

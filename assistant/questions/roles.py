"""Whose words a question asks for, who must have been there, and which name nobody bears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.question import QuestionKind
from assistant.questions.dates import MONTHS
from assistant.questions.lexicon import Lexicon
from assistant.questions.mentions import FOLLOWING_NAME, SPEAKS, TOKEN, Mention
from assistant.questions.offices import honorific_words, is_postnominal, title_words
from assistant.questions.places import find_place, is_adjective
from assistant.questions.register import Identity, Register
from assistant.questions.topics import FRAME_WORDS
from assistant.text import CAPITALS, STOPWORDS, fold, nearest_slip

AUXILIARY = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would)\s+", re.IGNORECASE
)
CLAUSE = re.compile(
    r"(?:[^,;:?.]|\.(?!\s+(?:And |So |But )?(?:How|What|Which|Who|Whom|When|Where|Why|Did|Was|Were)\b))+"
)
# What stands before the auxiliary where it makes the clause a question, and before one in a clause
# that hangs on another.
ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|then|or|also|please)\W+)*$|\b(?:wh(?:at|ich|en|ere|y|om?|ose)|wat|whats|how)\b",
    re.IGNORECASE,
)
HANGING = re.compile(r"\b(?:if|whether|that)\b", re.IGNORECASE)
SUBJECT_PRONOUN = re.compile(r"(?:he|she|they|it)\b", re.IGNORECASE)
ACCORDING = re.compile(
    r"""\b(?:according\ to|in\ the\ words\ of|as\ told\ by|in\ which|(?<=\bcall\ )where|(?<=\bmeeting\ )where|(?<=\bconversation\ )where
      |by(?=\s+\S+(?:\s+\S+)?\s+(?:own\s+)?account\b))\s+(?:the\s+)?""",
    re.IGNORECASE | re.VERBOSE,
)
# "What was Biden told by Duda?", "How was the deal described by each?": whoever did it is asked
# for, and not whom it was done to.
IS = re.compile(r"\b(?:was|were|is|are|been)\s+$", re.IGNORECASE)
TOLD = "told|asked|thanked|urged|warned|assured|informed|promised|offered|invited|congratulated|pressed|praised|briefed|reminded|commended"
DONE = "critici[sz]ed|given|said|described|raised|mentioned|invoked|stressed|expressed|condemned|discussed|made|put"
PASSIVE = re.compile(rf"\b(?:{TOLD}|{DONE})\b", re.IGNORECASE)
RECEIVES = re.compile(rf"\s+(?:{TOLD})\b", re.IGNORECASE)
WAS_TOLD = re.compile(rf"\s+(?:was|were|has been|had been|have been)\s+(?:{TOLD})\b", re.IGNORECASE)
AGENT = re.compile(r"\bby\s+(?:the\s+)?(?:former\s+|then\s+)?$", re.IGNORECASE)
AGENT_PRONOUN = re.compile(r"\bby (?:him|her|them)\b", re.IGNORECASE)
JOINED = re.compile(
    r"^(?:['’]s)?\s*(?:,|and|&|or|with|versus|vs\.?)\s*(?:th(?:at|ose)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
WHICH_OF = re.compile(
    r"^\W*(?:(?:and|so)\s+)?(?:which|what)(?:\s+(?:of\s+)?the)?\s*$", re.IGNORECASE
)
SPOKEN_OF = re.compile(
    r"(?<=\w )(?<!what )(?<!how )(?:about|on|regarding|concerning)\s+(?:the\s+)?(?:late\s+)?$",
    re.IGNORECASE,
)
# Of whom something is that only one who speaks has.
VOICED = re.compile(
    r"\b(?:positions?|stances?|views?|lines?|attitudes?|reactions?|responses?|repl(?:y|ies)|messages?|words|account|take|assessment)"
    r"\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
AND_THE = re.compile(
    r"(?:and|but|what about|how about)\s+(?:the|his|her|their|its)\s+", re.IGNORECASE
)
# "Kim Jong Un on denuclearization?"
HEADING_NAME = re.compile(
    rf"(?P<name>[{CAPITALS}]\w+(?:[ -][{CAPITALS}]\w+)+)\s+(?:on|about|re|regarding|concerning)\b"
)
# What a country or capital is the place or the partner of, and not the voice: "in Ottawa", "with
# Tokyo".
NOT_VOICE = re.compile(
    r"\b(?:in|to|with|from|at|on|about|for|against|of|over|near|by|towards?|into|between)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
DONE_WORD = re.compile(r"[a-z]{2,20}ed\b")
MIN_STOPWORD = 4  # letters; of shorter words everything is a slip
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Roles:
    """`asked` are those whose words are asked for, `present` others named.

    `unknown` a name nobody bears, with its place.
    """

    asked: tuple[Mention, ...] = ()
    present: tuple[Mention, ...] = ()
    unknown: tuple[tuple[str, Span], ...] = ()


def find_roles(
    text: str, mentions: Sequence[Mention], kind: QuestionKind, register: Register, lexicon: Lexicon
) -> Roles:
    """Tell the mentions' roles from the form of the question."""
    mentions = [m for m in mentions if not _is_spoken_of(text, m)]
    people = tuple(m for m in mentions if m.bearers)
    if (
        kind == "who"
        and mentions
        and mentions[0].is_side
        and WHICH_OF.search(text[: mentions[0].start])
    ):
        return Roles((mentions[0],), people)  # "Which Indian leaders told ...?"
    if kind in ("fact", "who", "library", "talk"):
        return Roles((), people)
    according = ACCORDING.search(text)
    # "According to the readouts" asks for nobody.
    told = according is not None and any(m.start == according.end() for m in mentions)
    start = according.end() if according and told else subject_start(text)
    told_by_form = _by_pronoun(text, start, people) or _by_passive(text, start, mentions)
    if told_by_form:
        return told_by_form
    # Without a "did" before it, a country is what is asked about and not who is asked for.
    after = [
        m
        for m in mentions
        if m.start >= start
        and (start or m.bearers or (m.is_side and _is_called_for(text, m, kind)))
    ]
    asked: list[Mention] = []
    if after and _is_subject(text, start, after[0]):
        unborne = _longer_name(text, after[0])
        meant = register.by_slip(unborne[0]) if unborne else []
        if unborne and not meant:
            return Roles((), people, (unborne,))
        asked = [_slip(unborne, meant) if unborne else after[0]]
    elif start and (unknown := _unknown_subject(text, start, register, lexicon)):
        meant = register.by_slip(unknown[0])
        if not meant:
            return Roles((), people, (unknown,))
        asked = [_slip(unknown, meant)]
    elif (
        not start
        and (heading := HEADING_NAME.match(text))
        and not any(
            m.start == heading.start("name") or (m.bearers and m.start < heading.end("name"))
            for m in mentions
        )
    ):
        return Roles((), people, ((heading["name"], heading.span("name")),))
    elif people:
        asked = [people[0]]
    several = kind in ("both", "agreed")
    for mention in mentions:
        if (
            asked
            and mention.start >= asked[-1].end
            and JOINED.match(text[asked[-1].end : mention.start])
            and (mention.bearers or several)
        ):
            asked.append(mention)
    if several and len(asked) == 1:
        asked += [m for m in people if m not in asked][:1]
    return Roles(tuple(asked), tuple(m for m in people if m not in asked))


def _by_pronoun(text: str, start: int, people: Sequence[Mention]) -> Roles | None:
    """Return the roles where "he" is the subject.

    Somebody named before it in the question, or whom the question before tells.
    """
    if not start or not SUBJECT_PRONOUN.match(text, start):
        return None
    # "Khan on Taiwan: what did he say?", and not "which president did he mention?"
    named = [m for m in people if m.end <= start and not WHICH_OF.search(text[: m.start])][:1]
    return Roles(
        tuple(named), tuple(m for m in people if m not in named and (named or m.start >= start))
    )


def _by_passive(text: str, start: int, mentions: Sequence[Mention]) -> Roles | None:
    """Return the roles where something was said to or by somebody.

    Those by whom are asked for, and not those to whom.
    """
    people = tuple(m for m in mentions if m.bearers)
    if any(WAS_TOLD.match(text, m.end) for m in people):
        return Roles((), people)
    if not start or not IS.search(text[:start]) or not PASSIVE.search(text, start):
        return None
    agents = tuple(
        m
        for m in mentions
        if m.start >= start and AGENT.search(text[: m.start]) and (m.bearers or m.is_side)
    )
    if (
        agents
        or AGENT_PRONOUN.search(text)
        or any(m.start >= start and RECEIVES.match(text, m.end) for m in mentions)
    ):
        return Roles(agents, tuple(m for m in people if m not in agents))
    return None


def _is_spoken_of(text: str, mention: Mention) -> bool:
    """Tell whether somebody is what is spoken about.

    Such as "on Shinzo Abe?", and neither "on Abe's call" nor "on Abe and trade, what".
    """
    rest = text[mention.end :]
    return (
        SPOKEN_OF.search(text[: mention.start]) is not None
        and re.match(r"\W*$| (?:when|in|at|during|after|before)\b", rest) is not None
    )


def _is_subject(text: str, start: int, mention: Mention) -> bool:
    """Tell whether a mention is the first thing said of the subject, and no mere place of it."""
    if VOICED.search(text[: mention.start]):
        return True
    before = text[start : mention.start]
    # Without a "did", words such as "compare what" and "how" lead up to it.
    leads = _only_frame(before) or (
        not start and all(word in FRAME_WORDS or word in STOPWORDS for word in fold(before).split())
    )
    return leads and not (mention.is_side and NOT_VOICE.search(text[: mention.start]))


def _is_called_for(text: str, side: Mention, kind: QuestionKind) -> bool:
    """Tell whether a side named without any "did" is asked for.

    First of all, "and the Slovenian?", "the two Cypriot leaders".
    """
    if not side.start:
        return True
    if kind in ("both", "agreed"):
        return " " in side.text and find_place(side.text) is None
    return (
        AND_THE.fullmatch(text[: side.start]) is not None
        and (is_adjective(side.text) or (" " in side.text and find_place(side.text) is None))
        and not text[side.end :].strip(" ?.!")
    )


def subject_start(text: str) -> int:
    """Return where the subject of the question begins.

    Behind the first auxiliary that asks, or at 0.
    """
    for clause in CLAUSE.finditer(text):
        for auxiliary in AUXILIARY.finditer(clause.group()):
            before = clause.group()[: auxiliary.start()]
            if ASKING.search(before) and not HANGING.search(before):
                return clause.start() + auxiliary.end()
    return 0


def _unknown_subject(
    text: str, start: int, register: Register, lexicon: Lexicon
) -> tuple[str, Span] | None:
    """Return the name right after "did" that no reader of the library could know."""
    names: list[re.Match[str]] = []
    begin: int | None = None  # of the honorifics before the name
    tokens = list(TOKEN.finditer(text, start))
    for place, token in enumerate(tokens):
        word = fold(token.group())
        following = tokens[place + 1].group() if place + 1 < len(tokens) else ""
        if not names and word in honorific_words() and following[:1].isupper():
            begin = token.start() if begin is None else begin
            continue
        if not names and _is_bare_name(text, token, start):
            names.append(token)
            continue
        if word in FRAME_WORDS or word in STOPWORDS or word in title_words():
            if names or word not in ("the", *title_words()):
                break
            continue
        if token.group().islower() and (
            nearest_slip(word, STOPWORDS, MIN_STOPWORD) or DONE_WORD.match(text, token.start())
        ):
            break  # "how much was ther", "what was decided"
        is_word = not token.group()[0].isupper() and (
            lexicon.is_common(word) or (names and names[0].group()[0].isupper())
        )
        if is_word and not (names and register.by_slip(word)):
            break
        names.append(token)
        if len(names) == 4:
            break
    if not names:
        return None
    end = names[-1].end()
    return text[names[0].start() : end], (names[0].start() if begin is None else begin, end)


def _is_bare_name(text: str, token: re.Match[str], start: int) -> bool:
    """Tell whether a word in capitals right behind "did" is a name, though also a month or an office: "did May say"."""
    word = fold(token.group())
    is_other = word in MONTHS or word in title_words()
    is_first = token.start() == start and token.group()[0].isupper()
    surname = FOLLOWING_NAME.match(text, token.end()) if word in MONTHS else None
    end = surname.end() if surname else token.end()
    return is_other and is_first and SPEAKS.match(text, end) is not None


def _longer_name(text: str, mention: Mention) -> tuple[str, Span] | None:
    """Return a name that goes on, in capitals, beyond all that the library's bearers are called.

    Such as "Kim Jong Un".
    """
    following = FOLLOWING_NAME.match(text, mention.end)
    if mention.country or not following:
        return None
    words = following.group().split()
    while words and is_postnominal(words[-1]):
        words.pop()
    if not words:
        return None
    span = mention.start, following.end()
    return text[slice(*span)], span


def _slip(unknown: tuple[str, Span], meant: Sequence[Identity]) -> Mention:
    name, (start, end) = unknown
    return Mention(start, end, name, tuple(tuple(sorted(identity.names)) for identity in meant))


def _only_frame(text: str) -> bool:
    """Tell whether nothing but function words and titles stands between "did" and the first name."""
    return all(
        word in STOPWORDS or word in title_words() or word in honorific_words()
        for word in TOKEN.findall(fold(text).replace(".", ""))
    )

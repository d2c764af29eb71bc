"""Take the marks of footnotes out of a page's sentences, and the list of footnotes out of its text.

A mark is sure where nothing else is printed so: "bears.[1]", "closure¹". Digits glued to a word or
to a stop ("closure2", "2027.2 Minister") are marks only where the list of footnotes has them, or
where they run 1, 2, 3 through the text. No figure loses a digit: "151 per cent" cannot be told from
15 with a mark, and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from assistant.corpus.formats import NOTE_MARK, Page, note_mark
from assistant.corpus.openers import MONTHS, PLAIN, RAISED, Opener, is_heading, read_opener

BELOW = 6  # blocks at most between a list of footnotes and the end: contacts, a copyright line
CONTINUED = 2  # further paragraphs of one footnote at most
MOST = 2_000  # places that may be marks; more make no page of sentences with footnotes
LISTS = 3  # "*" may have a list beside the numbers
# Words after which digits are no mark: measures, parts of documents, months and what people number.
UNITS = frozenset("m km cm mm dm nm ft yd mi in s sq sqm hm um x y z r c mc n e metre metres meter meters mile miles".split())  # fmt: skip
NUMBERED = frozenset(
    "no nos art arts article articles para paras paragraph paragraphs sec section sections ch chapter vol fig table p pp "
    "annex rule clause item version ver v q a phase group zone tier level".split()
)
POINTS = NUMBERED | {"and", "or", "to", "point", "points", "aim", "aims", "step", "steps", "option", "options"}  # fmt: skip
CALENDAR = frozenset((*MONTHS, *(month[:3] for month in MONTHS), "sept"))
MARK = re.compile(
    rf"""(?P<raised>[{RAISED}]{{1,3}}(?:,\ ?[{RAISED}]{{1,3}}){{0,3}})(?![⁺⁻]|[^\W\d_])
      | \[\^(?P<markdown>[\w-]{{1,20}})\](?!:)
      | \[(?P<bracket>\d{{1,3}}|\*{{1,3}}|[a-h]|[ivx]{{1,5}})\]
      | \((?P<paren>\d{{1,2}}|\*{{1,3}}|[a-h])\)
      | (?<=[.!?”"’)])(?P<stopped>\d{{1,2}})(?=\s+["“‘(]?[^\W\d_a-z]|\s*$)
      | (?<=[^\W\d_],)(?P<comma>\d{{1,2}})(?=\s[a-z])
      | (?:(?<=[^\W\d_])|(?<=%))(?P<glued>\d{{1,2}})(?!\w|[-–/.,:]\d)
      | (?<=[\w.,!?”"’)%])(?P<symbol>\*{{1,4}}|[†‡]{{1,3}})(?![\w*†‡])""",
    re.VERBOSE,
)
BEFORE_WORD = re.compile(r"[\s(\[“\"‘'—–]")
EMPHASIS = re.compile(
    r"(?<![^\s(“\"])\*{1,3}(?=[\w“\"])"
)  # it opens: "**Minister Obi**", "*all* of it"
TEN = re.compile(r"(?<![\d.,])10$")  # the ten of a power, and no other figure that ends so
LONGEST = 60  # characters of a word
FORMULA = 3  # letters
STOPS = '.!?,;:”"’)%]'


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a footnote's mark.

    Where it stands, whether nothing else is printed so, and what it is glued to.
    """

    block: int
    start: int
    end: int
    marks: tuple[str, ...]
    shape: str
    word: str
    is_sure: bool = False
    on_figure: bool = False


def lift_notes(page: Page) -> Page:
    """Return a page whose typed footnote marks stand as `note_mark` writes them, and whose footnotes are `notes`."""
    blocks = list(page.blocks)
    notes: list[tuple[str, str]] = []
    gone: set[int] = set()
    every = (each for at, block in enumerate(blocks) for each in _candidates(at, block))
    found = list(islice(every, MOST))
    if len(found) == MOST:
        return page
    for _ in range(LISTS):
        listed = _find_list(page, blocks, gone, found)
        if not listed:
            break
        notes = [*((opener.mark, opener.text) for opener, _ in listed), *notes]
        gone |= {at for _, places in listed for at in places}
    if gone:
        gone |= {at - 1 for at in gone if at and is_heading(blocks[at - 1])}
    listed_marks = {mark for mark, _ in notes}
    chosen = _chosen([each for each in found if each.block not in gone], listed_marks)
    if not chosen and not gone:
        return page
    for at, within in groupby(chosen, key=lambda each: each.block):
        blocks[at] = _marked(blocks[at], list(within))
    kept = [at for at in range(len(blocks)) if at not in gone]
    numbers = {at: number for number, at in enumerate(kept)}
    return replace(
        page,
        blocks=tuple(blocks[at] for at in kept),
        notes=(*page.notes, *notes),
        apart=frozenset(numbers[at] for at in page.apart if at in numbers),
        items={numbers[at]: mark for at, mark in page.items.items() if at in numbers},
    )


def _marked(block: str, chosen: Sequence[Candidate]) -> str:
    """Return a block with these candidates as marks.

    A sentence that was glued to one is set off.
    """
    parts: list[str] = []
    place = 0
    for each in chosen:
        parts += [block[place : each.start], *map(note_mark, each.marks)]
        place = each.end
        if block[each.start - 1] in ".!?" and block[place : place + 1].isupper():
            parts.append(" ")
    return "".join([*parts, block[place:]])


def _candidates(number: int, block: str) -> Iterator[Candidate]:
    """Yield what may be marks in a block, in order; what a block opens with is none."""
    emphasis = EMPHASIS.search(block)
    for match in MARK.finditer(block):
        if match["symbol"] and emphasis and emphasis.start() < match.start():
            continue
        before = block[max(0, match.start() - LONGEST) : match.start()]
        if not before.strip(" *_#"):
            continue
        shape = match.lastgroup or ""
        marks = tuple(part.strip().translate(PLAIN) for part in match[shape].split(","))
        word = BEFORE_WORD.split(before.rstrip())[-1]
        candidate = Candidate(number, match.start(), match.end(), marks, shape, word)
        judged = JUDGES.get(shape, _judge_digits)(candidate, before, block[match.end() :])
        if judged is not None:
            yield judged


def _judge_raised(candidate: Candidate, before: str, after: str) -> Candidate | None:
    """Refuse an exponent, behind a measure or ten.

    Behind another figure a mark must stand in its order.
    """
    word, mark = candidate.word, candidate.marks[0]
    if before[-1:].isspace() and after[:1].isalnum():
        return None
    if before[-1:] in STOPS or word[-1:] in STOPS:
        return replace(candidate, is_sure=True)
    letters = re.split(r"[\W\d_]+", word)[-1]
    if letters:
        is_measure = letters.casefold() in UNITS or (len(letters) == 1 and letters.islower())
        if is_measure and mark in ("2", "3"):
            return None
        is_formula = letters.isupper() and len(letters) <= FORMULA  # "CO²"
        return replace(candidate, is_sure=not is_formula, on_figure=is_formula)
    is_power = TEN.search(word.rstrip("⁻⁺")) is not None and mark != "1"
    return None if is_power else replace(candidate, on_figure=True)


def _judge_bracket(candidate: Candidate, before: str, after: str) -> Candidate | None:
    """[1]: a mark where it is glued to what stands before it; else it needs a list."""
    is_number = candidate.marks[0].isdigit()
    return replace(candidate, is_sure=is_number and not before[-1:].isspace())


def _judge_paren(candidate: Candidate, before: str, after: str) -> Candidate | None:
    """Refuse the points of an enumeration ("(1) the port", "points (1) and (2)") and of an article ("5(2)")."""
    word = candidate.word
    is_loose = before[-1:].isspace() and after[:1] not in tuple(".,;:!?")
    is_number = word[-1:].isdigit() and not before[-1:].isspace()
    is_point = before[-1:].isspace() and word.casefold().rstrip(STOPS) in POINTS
    return None if is_loose or is_number or is_point else candidate


def _judge_symbol(candidate: Candidate, before: str, after: str) -> Candidate | None:
    return candidate


def _judge_digits(candidate: Candidate, before: str, after: str) -> Candidate | None:
    """Digits glued to a word ("closure2"), to its stop ("per cent.3 Governor") or to a year's ("2027.2 Minister")."""
    word = candidate.word
    bare = word.rstrip(STOPS)
    if candidate.shape == "glued":
        stem = bare.rpartition("-")[2]
        is_word = word.endswith("%") or (
            len(stem) > 2 and stem.isalpha() and stem[1:].islower() and stem == bare
        )
        is_other = bare.casefold() in UNITS | CALENDAR | NUMBERED
        return candidate if is_word and not is_other else None
    if candidate.shape == "stopped" and bare.casefold() in NUMBERED:
        return None
    is_figure = bare[-1:].isdigit() and not any(char.isalpha() for char in bare)
    if is_figure and word[-1:] == "." and _is_numbered(before, word):
        return None
    return replace(candidate, on_figure=is_figure and word[-1:] == ".")


def _is_numbered(before: str, word: str) -> bool:
    """Tell whether a figure is the number of an article or the like.

    Such as "Article 15.2 Member States".
    """
    ahead = before[: -len(word)].split()
    return bool(ahead) and ahead[-1].strip(".,(").casefold() in NUMBERED


JUDGES = {
    "raised": _judge_raised,
    "markdown": lambda candidate, *_: replace(candidate, is_sure=True),
    "bracket": _judge_bracket,
    "paren": _judge_paren,
    "symbol": _judge_symbol,
}


def _find_list(
    page: Page, blocks: Sequence[str], gone: Collection[int], found: Sequence[Candidate]
) -> list[tuple[Opener, list[int]]]:
    """Return the last list of footnotes at the end of a page that marks in the text confirm, with the blocks of each."""
    rest = [at for at in range(len(blocks)) if at not in gone]
    openers = {at: opener for at in rest if (opener := _opener(page, at, blocks[at]))}
    for last in rest[: -BELOW - 2 : -1]:
        if last not in openers:
            continue
        run = _run(openers, last)
        if not run:
            continue
        listed = [(openers[at], [at, *_continued(at, run)]) for at in run]
        if _is_confirmed(page, blocks, run, openers, found):
            return [
                (replace(opener, text=" ".join([opener.text, *(blocks[i] for i in at[1:])])), at)
                for opener, at in listed
            ]
    return []


def _opener(page: Page, at: int, block: str) -> Opener | None:
    """Return how a block opens, whether its number is still in it or was the mark of a list item."""
    if at in page.items:
        return read_opener(f"{page.items[at]} {block}")
    return read_opener(block)


def _run(openers: Mapping[int, Opener], last: int) -> list[int]:
    """Return the blocks of the list that ends with this footnote, back to its first.

    None where it has no beginning.
    """
    run = [last]
    first = openers[last]
    while not _is_first(first):
        before = next(
            (
                at
                for at in range(run[0] - 1, run[0] - CONTINUED - 2, -1)
                if at in openers and first.follows(openers[at])
            ),
            None,
        )
        if before is None:
            # What is raised at the head of a paragraph is a footnote, whatever it counts from.
            return run if first.shape == "raised" else []
        run.insert(0, before)
        first = openers[before]
    return run


def _is_first(opener: Opener) -> bool:
    return opener.mark in ("1", "a", "i", "*", "†")


def _continued(at: int, run: Sequence[int]) -> list[int]:
    """Return the blocks between a footnote and the next, which go on with it."""
    following = next((other for other in run if other > at), at + 1)
    return list(range(at + 1, following))


def _is_confirmed(
    page: Page,
    blocks: Sequence[str],
    run: Sequence[int],
    openers: Mapping[int, Opener],
    found: Sequence[Candidate],
) -> bool:
    """Tell whether at least half of a list's marks stand in the text above it, or a heading says that these are footnotes."""
    marks = [openers[at].mark for at in run]
    above = [each for each in found if each.block < run[0]]
    held = {mark for each in _chosen(above, set(marks)) for mark in each.marks}
    told = {mark for mark, _ in page.notes}  # these have their footnotes already
    held |= {match[1] for block in blocks[: run[0]] for match in NOTE_MARK.finditer(block)} - told
    confirmed = sum(mark in held for mark in marks)
    heading = blocks[run[0] - 1].casefold() if run[0] else ""
    if is_heading(heading) and ("foot" in heading or "end" in heading):
        return True
    # What was agreed is often a list of "(1) ..." too, and the text may point to one of its points.
    enough = len(marks) if openers[run[0]].shape == "paren" else len(marks) / 2
    return confirmed >= max(1, enough)


def _chosen(found: Sequence[Candidate], listed: Collection[str]) -> list[Candidate]:
    """Return the candidates that are marks: the sure ones, and those that stand in their order."""
    fitting = [each for each in found if each.is_sure or _is_plausible(each, listed)]
    sure_marks = {mark for each in fitting if each.is_sure for mark in each.marks}
    fitting = [each for each in fitting if each.is_sure or each.marks[0] not in sure_marks]
    firm = {each.marks[0] for each in fitting if not each.on_figure}
    fitting = [each for each in fitting if not each.on_figure or each.marks[0] not in firm]
    numbered = [each for each in fitting if each.marks[0].isdigit()]
    ordered = _rising(numbered) if listed else _counted(numbered)
    kept = {id(each) for each in ordered}
    return [
        each
        for each in fitting
        if each.is_sure or id(each) in kept or (not each.marks[0].isdigit() and listed)
    ]


def _is_plausible(candidate: Candidate, listed: Collection[str]) -> bool:
    """Tell whether a candidate may be chosen at all.

    With a list it must be in it, without one a number.
    """
    if listed:
        return all(mark in listed for mark in candidate.marks)
    is_name = candidate.shape == "glued" and candidate.word[:1].isupper()  # "Sputnik1"
    return (
        candidate.marks[0].isdigit() and candidate.shape not in ("paren", "comma") and not is_name
    )


def _rising(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the longest series of candidates whose marks rise through the text."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, each in enumerate(found):
        mark = int(each.marks[0])
        place = bisect_left(tails, mark)
        tails[place : place + 1] = [mark]
        ends[place : place + 1] = [number]
        before.append(ends[place - 1] if place else -1)
    series: list[Candidate] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        series.append(found[at])
        at = before[at]
    return series[::-1]


def _counted(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that count 1, 2, 3 through the text where no list tells.

    Words that are numbered are none.

    Digits on a figure or on a word need company: a raised "1" is one by itself, a glued one is not.
    """
    words: dict[str, set[str]] = {}
    for each in found:
        if each.shape == "glued":
            words.setdefault(each.word.casefold(), set()).add(each.marks[0])
    series: list[Candidate] = []
    expected = 1
    for each in found:
        is_series = each.shape == "glued" and len(words[each.word.casefold()]) > 1
        if int(each.marks[0]) == expected and not is_series:
            series.append(each)
            expected = int(each.marks[-1]) + 1 if each.marks[-1].isdigit() else expected + 1
    is_alone = len(series) == 1 and series[0].shape != "raised"
    only_figures = all(each.on_figure and each.shape != "raised" for each in series)
    return [] if is_alone or only_figures else series

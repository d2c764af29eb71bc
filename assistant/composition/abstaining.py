"""Say that nothing is recorded: of whom, on what, when, and in how much."""

from __future__ import annotations

from assistant.domain.answer import Selection
from assistant.domain.question import Question
from assistant.names import name_words
from assistant.text import count_of, long_date
from prompts.loader import Templates


def abstention(selection: Selection, templates: Templates) -> str:
    """Return the preface of an answer that found nothing."""
    question = selection.question
    if not (question.topic.terms or question.asked or question.unknown or selection.searched):
        return templates.fill("nothing_asked")
    said = templates.fill(
        "abstention_with_others" if selection.related else "abstention",
        whose=_whose(question),
        topic=f" on “{question.topic.text}”" if question.topic.text else "",
        when=_when(question),
        searched=_searched(selection),
        left_out=f" {told}" if (told := left_out(selection)) else "",
    )
    return "\n\n".join(
        part
        for part in (ambiguity(question, templates), _nearest(selection, templates), said)
        if part
    )


def left_out(selection: Selection, undated_only: bool = False) -> str:
    """Return how many readouts the question's time left out, as a sentence.

    Such as "" where it left out none.
    """
    counted = [
        count_of(number, noun)
        for number, noun in (
            (0 if undated_only else selection.left_out, "readout"),
            (selection.undated, "undated readout"),
        )
        if number
    ]
    if not counted:
        return ""
    if not undated_only and selection.left_out:
        counted[0] += " of other days"
    is_one = len(counted) == 1 and counted[0].startswith("1 ")
    return f"{' and '.join(counted)} {'was' if is_one else 'were'} not searched."


def _searched(selection: Selection) -> str:
    readouts = count_of(selection.searched, "readout")
    is_timed = selection.question.since or selection.question.until
    return f"{readouts} of that time" if is_timed else f"{readouts} searched"


def ambiguity(question: Question, templates: Templates) -> str:
    """Return a notice that a name is several people's; "" where it is not."""
    called = question.asked[0].strip() if len(question.asked) == 1 else ""
    bearing = [
        names
        for names in question.speakers
        if any(name_words(called) <= name_words(name) for name in names)
    ]
    if not called or len(bearing) < 2:
        return ""
    people = [max(names, key=len) for names in bearing]
    return templates.fill("ambiguous", called=called, people=", ".join(people))


def _nearest(selection: Selection, templates: Templates) -> str:
    nearest = selection.nearest
    if nearest is None or selection.related or not nearest.sentence.speakers:
        return ""
    date = nearest.readout.date
    when = f" ({long_date(date)})" if date else ""
    return templates.fill(
        "nearest",
        who=" and ".join(nearest.sentence.speakers),
        title=nearest.readout.title,
        date=when,
    )


def _whose(question: Question) -> str:
    names = question.unknown or question.asked
    if not names and question.kind in ("both", "agreed"):
        return " of both sides"
    return f" of {' or '.join(name.strip() for name in names)}" if names else ""


def _when(question: Question) -> str:
    since, until = long_date(question.since), long_date(question.until)
    if since and until:
        return f" on {since}" if since == until else f" between {since} and {until}"
    return f" since {since}" if since else f" until {until}" if until else ""

"""A readout in a terminal, one colour a speaker."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from assistant.domain.readout import Readout, Sentence
from assistant.presentation.facts import NOTE, facts

COLOURS = ("cyan", "yellow", "green", "magenta", "blue", "red")


def show_readout(readout: Readout, console: Console | None = None) -> None:
    """Print title, facts, and every sentence with its number under its speakers.

    Refusals with their reason.
    """
    console = console or Console()
    console.print(Text(readout.title, style="bold"))
    console.print(Text(" · ".join([*facts(readout), readout.kind]), style="dim"))
    if readout.inferred:
        console.print(Text(NOTE, style="dim"))
    for origin in readout.origins:
        console.print(Text(origin.place, style="dim"))
    for gap in readout.gaps:
        console.print(Text(f"not read: {gap}", style="bold"))
    colours: dict[tuple[str, ...], str] = {}
    speakers: tuple[str, ...] | None = None
    for number, sentence in enumerate(readout.sentences, 1):
        if sentence.speakers and sentence.speakers not in colours:
            colours[sentence.speakers] = COLOURS[len(colours) % len(COLOURS)]
        style = colours.get(sentence.speakers, "dim")
        if sentence.speakers != speakers:
            speakers = sentence.speakers
            console.print(Text(f"\n{', '.join(speakers) or '(narration)'}", style=f"bold {style}"))
        console.print(Text(f"{number:4}  {sentence.text}{_remark(readout, sentence)}", style=style))
    if readout.notes:
        console.print(Text("\nNotes (nobody's words)", style="bold dim"))
    for note in readout.notes:
        console.print(Text(f"{note.mark:>4}  {note.text}", style="dim"))


def _remark(readout: Readout, sentence: Sentence) -> str:
    doubt = readout.doubt_within(sentence.start, sentence.end)
    marks = [note.mark for note in readout.notes_within(sentence.start, sentence.end)]
    told = f"  [note {', '.join(marks)}]" if marks else ""
    return told + (f"  [doubtful: {doubt.reason}]" if doubt else "") + _ruling(sentence)


def _ruling(sentence: Sentence) -> str:
    if sentence.ruled is not None:
        return f"  [put right by you; the rules gave {', '.join(sentence.ruled) or 'nobody'}]"
    return f"  [refused: {sentence.reason}]" if sentence.reason else ""

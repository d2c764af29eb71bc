"""Commands that answer: ask, search, chat, serve."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from assistant.cli.common import OK, USAGE, complain, opened, print_json, printable
from assistant.errors import QuestionError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.domain.answer import Answer


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one question."""
    from assistant.presentation.plain import answer_fields

    with opened(settings) as assistant:
        answer = assistant.ask(options.question, **_filters(options))
    _tell_usage(answer)
    if options.json:
        print_json(answer_fields(answer))
    else:
        print(answer.text)
    return OK


def search(options: argparse.Namespace, settings: Settings) -> int:
    """List passages."""
    from assistant.presentation.plain import hit_fields

    with opened(settings) as assistant:
        hits = assistant.search(options.query, k=options.k, **_filters(options))
    if options.json:
        print_json(hit_fields(hits))
    for rank, hit in enumerate(() if options.json else hits, 1):
        print(
            f"{rank}. {', '.join(hit.passage.speakers) or 'narration'}  [{hit.readout.id}]\n   {hit.passage.text}"
        )
    return OK


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """Ask one question after another."""
    history: list[dict[str, str]] = []
    with opened(settings) as assistant:
        print("Ask about the readouts; an empty line ends.", file=sys.stderr)
        while question := _prompt():
            try:
                stream = assistant.stream(question, history=history)
            except QuestionError as error:
                complain(error, USAGE)
                continue
            text = ""
            try:
                for piece in stream:
                    print(piece, end="", flush=True)
                    text += piece
            except KeyboardInterrupt:
                stream.close()
                print("\n(stopped)", file=sys.stderr)
            print("\n")
            if stream.answer:
                _tell_usage(stream.answer)
            history += [
                {"role": "user", "content": question},
                {"role": "assistant", "content": text},
            ]
    return OK


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the chat page."""
    from assistant.presentation.chat_page import serve

    with opened(settings) as assistant:
        if not assistant.readouts():
            assistant.add_samples()
            print("The library is empty: sample readouts were added to it.", file=sys.stderr)
        if assistant.model:
            print(
                f"Answers are written by {printable(assistant.model)}, and verified.",
                file=sys.stderr,
            )
        serve(assistant, options.port)
    return OK


def _tell_usage(answer: Answer) -> None:
    """Say on stderr what a model's reply cost, and what of it was dropped and why."""
    if answer.usage is None or answer.verification is None:
        return
    usage = answer.usage
    tokens = (
        f"{usage.input_tokens:,} + {usage.output_tokens:,} tokens, "
        if usage.input_tokens and usage.output_tokens
        else ""
    )
    dropped = ", ".join(
        f"{count} {verdict}" for verdict, count in answer.verification.dropped.items()
    )
    print(
        f"readout: {usage.model}: {tokens}{usage.seconds:.1f} s; dropped: {printable(dropped or 'nothing')}",
        file=sys.stderr,
    )


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "speaker": options.speaker,
        "readouts": options.readout,
        "since": options.since,
        "until": options.until,
    }


def _prompt() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""

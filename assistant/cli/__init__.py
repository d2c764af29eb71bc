"""The command `readout`: results on stdout, progress and errors on stderr.

Exit code 0 ok, 1 failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from assistant.cli import asking, evaluating, library
from assistant.cli.common import FAILED, USAGE, complain
from assistant.errors import (
    CorrectionError,
    DetailError,
    GoldError,
    QuestionError,
    ReadoutError,
    SettingsError,
    UnknownReadout,
)
from assistant.settings import Settings, from_environment

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an error is one line on stderr."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal without some character still shows the rest
    try:
        given = {
            name: getattr(options, name)
            for name in ("library", "embedding_model", "reranker", "model", "model_url")
        }
        settings = from_environment().with_(
            **given, show_unverified=options.show_unverified or None
        )
        command: Command = options.run
        return command(options, settings)
    except (
        SettingsError,
        QuestionError,
        CorrectionError,
        DetailError,
        UnknownReadout,
        GoldError,
    ) as error:
        return complain(error, USAGE)
    except ReadoutError as error:
        return complain(error, FAILED)
    except KeyboardInterrupt:
        return complain(
            "interrupted; what was added stays, and the same command goes on from there", FAILED
        )
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="readout", description="Ask diplomatic readouts who said what."
    )
    parser.add_argument(
        "--library", help="folder, or http(s) address of a Chroma server (or READOUT_LIBRARY)"
    )
    parser.add_argument(
        "--embedding-model", help="sentence-transformers model (or READOUT_EMBEDDING_MODEL)"
    )
    parser.add_argument(
        "--reranker", help="cross-encoder that puts the evidence in order (or READOUT_RERANKER)"
    )
    parser.add_argument(
        "--model",
        help='language model that writes the answers, like "ollama:llama3.2", or "none" (or READOUT_MODEL)',
    )
    parser.add_argument(
        "--model-url",
        metavar="URL",
        help="server that speaks the provider's API (or READOUT_MODEL_URL)",
    )
    parser.add_argument(
        "--show-unverified",
        action="store_true",
        help="show, marked, what the verifier cannot decide",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, help: str, with_json: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        if with_json:
            command.add_argument("--json", action="store_true", help="print JSON")
        return command

    adding = add("add", library.add, "add files, folders, archives, web pages and feeds")
    adding.add_argument("places", nargs="+", metavar="PLACE")
    add(
        "refresh",
        library.refresh,
        "read every file and address anew that the library has readouts from",
    )
    add("samples", library.samples, "add the sample readouts that come with the product")
    add("list", library.list_readouts, "list the readouts")
    add("show", library.show, "show a readout, each sentence with its speakers").add_argument("id")
    add("remove", library.remove, "remove a readout").add_argument("id")
    _edit_options(add("edit", library.edit, "put details of a readout right"))
    _attribute_options(add("attribute", library.attribute, "put the speakers of a sentence right"))
    correcting = add(
        "corrections", library.corrections, "list the sentences whose speakers were put right"
    )
    correcting.add_argument(
        "--gold", metavar="FILE", help="write them as gold for `eval --attribution`"
    )
    question = add("ask", asking.ask, "answer a question")
    question.add_argument("question")
    searching = add("search", asking.search, "list the passages nearest to a query")
    searching.add_argument("query")
    searching.add_argument("-k", type=int, default=10, help="how many (10)")
    for command in (question, searching):
        command.add_argument("--speaker", help="only this person's words")
        command.add_argument(
            "--readout", action="append", metavar="ID", help="only this readout (repeatable)"
        )
        command.add_argument("--since", metavar="DAY", help="from this day on, like 2021-10-26")
        command.add_argument("--until", metavar="DAY", help="up to this day")
    add("chat", asking.chat, "ask one question after another", with_json=False)
    checking = add(
        "check",
        library.check,
        "verify the library: text, spans, vectors and indexes against each other",
    )
    checking.add_argument("--repair", action="store_true", help="make again what can be")
    checking.add_argument(
        "--sources",
        action="store_true",
        help="also read the files again that are still there, and compare",
    )
    add("export", library.export, "write the whole library into one .zip file").add_argument("file")
    add("import", library.import_, "add the readouts of an exported library").add_argument("file")
    add("rebuild", library.rebuild, "attribute and embed every readout anew")
    _eval_options(
        add(
            "eval",
            evaluating.evaluate,
            "measure the answers to gold questions, or the speakers of sentences",
        )
    )
    serving = add("serve", asking.serve, "serve the chat page", with_json=False)
    serving.add_argument(
        "--port",
        type=int,
        default=7860,
        choices=range(1024, 65536),
        metavar="PORT",
        help="1024 to 65535 (7860)",
    )
    return parser


def _edit_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("id")
    for name, what in (
        ("title", "its title"),
        ("date", "the day of the event, like 2021-10-26"),
        ("published", "the day it was published"),
        ("issuer", "who published it"),
        ("kind", "call, meeting, visit, transcript or statement"),
        ("place", "where they met"),
        ("language", 'the language, like "en"'),
        ("url", "its web address"),
    ):
        command.add_argument(f"--{name}", help=what)
    command.add_argument(
        "--participant",
        dest="participants",
        action="append",
        metavar="PERSON",
        help='"Name; office; side" (repeatable)',
    )
    command.add_argument(
        "--undo",
        action="append",
        metavar="FIELD",
        help="take the edit of this field back (repeatable)",
    )


def _attribute_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("id")
    command.add_argument(
        "sentence", type=int, metavar="SENTENCE", help="its number in `readout show ID`"
    )
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument(
        "--speaker",
        action="append",
        metavar="NAME",
        help='whose it is: a name, a side, or "both sides" (repeatable)',
    )
    whose.add_argument("--nobody", action="store_true", help="it is narration")
    whose.add_argument("--undo", action="store_true", help="take the correction back")


def _eval_options(command: argparse.ArgumentParser) -> None:
    gold = command.add_mutually_exclusive_group(required=True)
    gold.add_argument("gold", nargs="?", metavar="GOLD.jsonl", help="gold questions")
    gold.add_argument(
        "--attribution", metavar="GOLD.jsonl", help="labelled sentences instead of questions"
    )
    command.add_argument(
        "--readouts", nargs="+", required=True, metavar="DIR", help="the readouts the gold cites"
    )
    command.add_argument(
        "--baseline",
        action="store_true",
        help="measure the usual tutorial pipeline on the same questions too",
    )
    command.add_argument(
        "--paraphrases", metavar="FILE", help="ask the gold questions as this file words them"
    )
    command.add_argument(
        "--calibrate",
        nargs="*",
        metavar="GOLD.jsonl",
        help="fit the support model on the gold, and on these, instead",
    )
    command.add_argument("--report", metavar="DIR", help="write report.md and report.json there")
    command.add_argument(
        "--floor",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="exit 1 if fewer pass, or are right (0..1)",
    )

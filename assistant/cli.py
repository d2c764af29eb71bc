"""The command `readout`: results on stdout, progress and errors on stderr; exit code 0 ok, 1 failed, 2 wrong usage."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import GoldError, QuestionError, ReadoutError, SettingsError, UnknownReadout
from assistant.settings import Settings, from_environment

if TYPE_CHECKING:
    from assistant.assistant import ReadoutAssistant
    from assistant.indexing import AddReport, Progress

OK, FAILED, USAGE = 0, 1, 2
Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an error is one line on stderr."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without some character still shows the rest
    try:
        settings = from_environment().with_(library=options.library, embedding_model=options.embedding_model)
        command: Command = options.run
        return command(options, settings)
    except (SettingsError, QuestionError, UnknownReadout, GoldError) as error:
        return _complain(error, USAGE)
    except ReadoutError as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted; what was added stays, and the same command goes on from there", FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="readout", description="Ask diplomatic readouts who said what.")
    parser.add_argument("--library", help="folder, or http(s) address of a Chroma server (or READOUT_LIBRARY)")
    parser.add_argument("--embedding-model", help="sentence-transformers model (or READOUT_EMBEDDING_MODEL)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, help: str, with_json: bool = True) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=help, description=help)
        command.set_defaults(run=run)
        if with_json:
            command.add_argument("--json", action="store_true", help="print JSON")
        return command

    adding = add("add", _add, "add files and folders (.txt, .md, .html)")
    adding.add_argument("places", nargs="+", metavar="PLACE")
    add("samples", _samples, "add the sample readouts that come with the product")
    add("list", _list, "list the readouts")
    add("show", _show, "show a readout, each sentence with its speakers").add_argument("id")
    add("remove", _remove, "remove a readout").add_argument("id")
    asking = add("ask", _ask, "answer a question")
    asking.add_argument("question")
    searching = add("search", _search, "list the passages nearest to a query")
    searching.add_argument("query")
    searching.add_argument("-k", type=int, default=10, help="how many (10)")
    for command in (asking, searching):
        command.add_argument("--speaker", help="only this person's words")
        command.add_argument("--readout", action="append", metavar="ID", help="only this readout (repeatable)")
        command.add_argument("--since", metavar="DAY", help="from this day on, like 2021-10-26")
        command.add_argument("--until", metavar="DAY", help="up to this day")
    add("chat", _chat, "ask one question after another", with_json=False)
    add("rebuild", _rebuild, "attribute and embed every readout anew")
    evaluating = add("eval", _eval, "measure the answers to gold questions")
    evaluating.add_argument("gold", metavar="GOLD.jsonl")
    evaluating.add_argument("--readouts", nargs="+", required=True, metavar="DIR", help="the readouts the gold cites")
    evaluating.add_argument("--report", metavar="DIR", help="write report.md and report.json there")
    evaluating.add_argument("--floor", type=float, default=0.0, metavar="SHARE", help="exit 1 if fewer cases pass (0..1)")
    serving = add("serve", _serve, "serve the chat page", with_json=False)
    serving.add_argument("--port", type=int, default=7860, choices=range(1024, 65536), metavar="PORT", help="1024 to 65535 (7860)")
    return parser


@contextmanager
def _assistant(settings: Settings) -> Iterator[ReadoutAssistant]:
    from assistant.assistant import ReadoutAssistant  # a second of imports that `--help` does not need

    with ReadoutAssistant(settings) as assistant:
        yield assistant


def _add(options: argparse.Namespace, settings: Settings) -> int:
    with _assistant(settings) as assistant, _progress("Adding") as progress:
        report = assistant.add(*options.places, progress=progress)
    return _report(options, report)


def _samples(options: argparse.Namespace, settings: Settings) -> int:
    with _assistant(settings) as assistant:
        return _report(options, assistant.add_samples())


def _report(options: argparse.Namespace, report: AddReport) -> int:
    from assistant.presentation.plain import report_fields

    if options.json:
        _print_json(report_fields(report))
    else:
        print(f"{len(report.added)} added, {len(report.unchanged)} unchanged, {len(report.replaced)} replaced, {len(report.failed)} failed")
    for failure in report.failed:
        print(f"readout: {failure.path}: {failure.reason}", file=sys.stderr)
    return FAILED if report.failed else OK


def _list(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.presentation.plain import readout_fields

    with _assistant(settings) as assistant:
        readouts = assistant.readouts()
    if options.json:
        _print_json([readout_fields(readout) for readout in readouts])
    for readout in () if options.json else readouts:
        print(f"{readout.id}  {readout.date or '(no date)'}  {readout.title}{'  [sample]' if readout.sample else ''}")
    if not readouts and not options.json:
        print("The library is empty: `readout add PLACE` or `readout samples` fills it.", file=sys.stderr)
    return OK


def _show(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.presentation.plain import readout_fields
    from assistant.presentation.terminal import show_readout

    with _assistant(settings) as assistant:
        readout = assistant.readout(options.id)
    if options.json:
        _print_json(readout_fields(readout, whole=True))
    else:
        show_readout(readout)
    return OK


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    with _assistant(settings) as assistant:
        assistant.remove(options.id)
    if options.json:
        _print_json({"removed": options.id})
    else:
        print(f"{options.id} removed")
    return OK


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.presentation.plain import answer_fields

    with _assistant(settings) as assistant:
        answer = assistant.ask(options.question, **_filters(options))
    if options.json:
        _print_json(answer_fields(answer))
    else:
        print(answer.text)
    return OK


def _search(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.presentation.plain import hit_fields

    with _assistant(settings) as assistant:
        hits = assistant.search(options.query, k=options.k, **_filters(options))
    if options.json:
        _print_json(hit_fields(hits))
    for rank, hit in enumerate(() if options.json else hits, 1):
        print(f"{rank}. {', '.join(hit.passage.speakers) or 'narration'}  [{hit.readout.id}]\n   {hit.passage.text}")
    return OK


def _chat(options: argparse.Namespace, settings: Settings) -> int:
    history: list[dict[str, str]] = []
    with _assistant(settings) as assistant:
        print("Ask about the readouts; an empty line ends.", file=sys.stderr)
        while question := _prompt():
            try:
                stream = assistant.stream(question, history=history)
            except QuestionError as error:
                _complain(error, USAGE)
                continue
            text = ""
            for piece in stream:
                print(piece, end="", flush=True)
                text += piece
            print("\n")
            history += [{"role": "user", "content": question}, {"role": "assistant", "content": text}]
    return OK


def _rebuild(options: argparse.Namespace, settings: Settings) -> int:
    with _assistant(settings) as assistant, _progress("Rebuilding") as progress:
        number = assistant.rebuild(progress)
    if options.json:
        _print_json({"rebuilt": number})
    else:
        print(f"{number} rebuilt")
    return OK


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    import tempfile

    from assistant.evaluation import report
    from assistant.evaluation.gold import read_gold
    from assistant.evaluation.running import run, summarize

    if not 0 <= options.floor <= 1:
        raise SettingsError("--floor", f"must be between 0 and 1, not {options.floor}")
    cases = read_gold(options.gold)
    with tempfile.TemporaryDirectory(prefix="readout-eval-") as folder, _assistant(settings.with_(library=folder)) as assistant:
        with _progress("Adding") as progress:
            added = assistant.add(*options.readouts, progress=progress)
        for failure in added.failed:
            print(f"readout: {failure.path}: {failure.reason}", file=sys.stderr)
        if not added.added:
            return FAILED
        with _progress("Asking") as progress:
            verdicts = run(assistant, cases, progress)
        n_readouts = len(assistant.readouts())
    summaries = summarize(verdicts)
    whole = report.markdown(options.gold, n_readouts, summaries, verdicts)
    if options.report:
        folder_path = Path(options.report)
        folder_path.mkdir(parents=True, exist_ok=True)
        (folder_path / "report.md").write_text(whole, encoding="utf-8")
        (folder_path / "report.json").write_text(json.dumps(report.fields(summaries, verdicts), indent=2), encoding="utf-8")
    if options.json:
        _print_json(report.fields(summaries, verdicts))
    else:
        print(whole)
    share = summaries[-1].passed / summaries[-1].cases
    if share < options.floor:
        return _complain(f"{share:.1%} of the cases passed, fewer than the floor of {options.floor:.1%}", FAILED)
    return OK


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.presentation.chat_page import serve

    with _assistant(settings) as assistant:
        if not assistant.readouts():
            assistant.add_samples()
            print("The library is empty: sample readouts were added to it.", file=sys.stderr)
        serve(assistant, options.port)
    return OK


def _filters(options: argparse.Namespace) -> dict[str, Any]:
    return {"speaker": options.speaker, "readouts": options.readout, "since": options.since, "until": options.until}


def _prompt() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


@contextmanager
def _progress(what: str) -> Iterator[Progress]:
    """Show a bar with counts and time left on stderr; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _complain(message: object, code: int) -> int:
    print(f"readout: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())

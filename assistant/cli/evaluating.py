"""The command that measures: answers or attribution against gold."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.common import FAILED, OK, complain, opened, print_json, progress_bar
from assistant.errors import SettingsError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import ReadoutAssistant
    from assistant.evaluation.gold import GoldCase


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """Measure answers, or with --attribution the speakers of sentences."""
    if not 0 <= options.floor <= 1:
        raise SettingsError("--floor", f"must be between 0 and 1, not {options.floor}")
    return _attribution(options) if options.attribution else _answers(options, settings)


def _answers(options: argparse.Namespace, settings: Settings) -> int:
    import tempfile

    from assistant.evaluation import report
    from assistant.evaluation.gold import read_gold, read_paraphrases
    from assistant.evaluation.running import run, summarize

    cases = read_gold(options.gold)
    if options.paraphrases:
        paraphrases = read_paraphrases(options.paraphrases, cases)
        # To fit, one question asked in several ways is all the better; to measure, the originals
        # have a run of their own.
        cases = paraphrases if options.calibrate is None else (*cases, *paraphrases)
    with (
        tempfile.TemporaryDirectory(prefix="readout-eval-") as folder,
        opened(settings.with_(library=folder)) as assistant,
    ):
        with progress_bar("Adding") as progress:
            added = assistant.add(*options.readouts, progress=progress)
        for failure in added.failed:
            print(f"readout: {failure.path}: {failure.reason}", file=sys.stderr)
        if not added.added:
            return FAILED
        if options.calibrate is not None:
            return _calibrate(
                options,
                assistant,
                [*cases, *(case for more in options.calibrate for case in read_gold(more))],
            )
        with progress_bar("Asking") as progress:
            verdicts = run(assistant, cases, progress)
        summaries = summarize(verdicts)
        markdown = report.markdown(options.gold, len(assistant.readouts()), summaries, verdicts)
        fields = report.fields(summaries, verdicts)
        if options.baseline:
            from assistant.evaluation import baseline

            with progress_bar("Asking the tutorial pipeline") as progress:
                usual = baseline.run_baseline(
                    assistant.readouts(), cases, Path(folder) / "baseline", progress
                )
            markdown += "\n" + baseline.markdown(usual, summaries[-1].p50, summaries[-1].p95)
            fields["baseline"] = asdict(usual)
    _show(options, markdown, fields)
    return _held(options, summaries[-1].passed / summaries[-1].cases, "of the cases passed")


def _calibrate(
    options: argparse.Namespace, assistant: ReadoutAssistant, cases: list[GoldCase]
) -> int:
    from assistant.evaluation import calibration

    labelled = calibration.collect(assistant, cases)
    held = calibration.out_of_fold(labelled)
    bins = calibration.reliability(held, labelled.right)
    fields = {
        "reliability": [asdict(b) for b in bins],
        "refusals": [asdict(r) for r in calibration.refusals(labelled, held)],
        "model": json.loads(calibration.model_json(labelled)),
    }
    _show(options, calibration.markdown(labelled, held), fields)
    if options.report:
        (Path(options.report) / "reliability.svg").write_text(
            calibration.diagram(bins), encoding="utf-8"
        )
    return OK


def _attribution(options: argparse.Namespace) -> int:
    from assistant.evaluation import attribution, attribution_report

    gold = attribution.read_attribution_gold(options.attribution)
    verdicts = attribution.judge_attribution(gold, options.readouts)
    _show(
        options,
        attribution_report.markdown(options.attribution, verdicts),
        attribution_report.fields(verdicts),
    )
    return _held(options, attribution.tally("all", verdicts).accuracy, "of the sentences are right")


def _show(options: argparse.Namespace, markdown: str, fields: dict[str, Any]) -> None:
    """Print the report, and write it where asked to."""
    if options.report:
        folder = Path(options.report)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.md").write_text(markdown, encoding="utf-8")
        (folder / "report.json").write_text(json.dumps(fields, indent=2), encoding="utf-8")
    if options.json:
        print_json(fields)
    else:
        print(markdown)


def _held(options: argparse.Namespace, share: float, what: str) -> int:
    """Return the exit code: whether the floor holds."""
    if share < options.floor:
        return complain(f"{share:.1%} {what}, fewer than the floor of {options.floor:.1%}", FAILED)
    return OK

"""Commands on the library: add, refresh, list, show, remove, rebuild, check, export, import.

Details and speakers put right.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.common import FAILED, OK, complain, opened, print_json, printable, progress_bar
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.text import count_of

if TYPE_CHECKING:
    from assistant.domain.report import AddReport, SourceReport


EDITABLE = (
    "title",
    "date",
    "published",
    "issuer",
    "kind",
    "place",
    "language",
    "url",
    "participants",
)


def add(options: argparse.Namespace, settings: Settings) -> int:
    """Add files and folders."""
    with opened(settings) as assistant, progress_bar("Adding") as progress:
        report = assistant.add(*options.places, progress=progress)
    return _report(options, report)


def refresh(options: argparse.Namespace, settings: Settings) -> int:
    """Read every known place anew."""
    with opened(settings) as assistant, progress_bar("Reading") as progress:
        report = assistant.refresh(progress)
    return _report(options, report)


def samples(options: argparse.Namespace, settings: Settings) -> int:
    """Add the sample readouts."""
    with opened(settings) as assistant:
        return _report(options, assistant.add_samples())


def _report(options: argparse.Namespace, report: AddReport) -> int:
    from assistant.presentation.plain import report_fields

    if options.json:
        print_json(report_fields(report))
    else:
        print(
            f"{len(report.added)} added, {len(report.unchanged)} unchanged, {len(report.replaced)} replaced, {len(report.failed)} failed"
        )
        for fold in report.folded:
            print(f"{printable(fold.path)}: a copy of {fold.id} ({fold.reason})")
        if report.refused:
            print(
                f"{report.refused} of {report.sentences} sentences are nobody's, as it is not certain whose (`readout show ID` says why)"
            )
        if report.doubtful:
            print(
                f"{report.doubtful} sentences are not confirmed by a second reading of their file "
                "(`readout show ID` marks them)"
            )
        for remark in report.remarks:
            print(f"{printable(remark.path)}: {printable(remark.text)}")
    for failure in report.failed:
        print(f"readout: {printable(failure.path)}: {printable(failure.reason)}", file=sys.stderr)
    return FAILED if report.failed else OK


def list_readouts(options: argparse.Namespace, settings: Settings) -> int:
    """List the readouts."""
    from assistant.presentation.plain import readout_fields

    with opened(settings) as assistant:
        readouts = assistant.readouts()
    if options.json:
        print_json([readout_fields(readout) for readout in readouts])
    for readout in () if options.json else readouts:
        print(
            f"{readout.id}  {readout.date or '(no date)'}  {readout.title}{'  [sample]' if readout.sample else ''}"
        )
    if not readouts and not options.json:
        print(
            "The library is empty: `readout add PLACE` or `readout samples` fills it.",
            file=sys.stderr,
        )
    return OK


def show(options: argparse.Namespace, settings: Settings) -> int:
    """Show one readout, each sentence under its speakers."""
    from assistant.presentation.plain import readout_fields
    from assistant.presentation.terminal import show_readout

    with opened(settings) as assistant:
        readout = assistant.readout(options.id)
    if options.json:
        print_json(readout_fields(readout, whole=True))
    else:
        show_readout(readout)
    return OK


def remove(options: argparse.Namespace, settings: Settings) -> int:
    """Remove one readout."""
    with opened(settings) as assistant:
        assistant.remove(options.id)
    if options.json:
        print_json({"removed": options.id})
    else:
        print(f"{options.id} removed")
    return OK


def edit(options: argparse.Namespace, settings: Settings) -> int:
    """Give details of a readout other values, or take that back."""
    from assistant.presentation.plain import readout_fields

    given = {
        name: getattr(options, name) for name in EDITABLE if getattr(options, name) is not None
    }
    if not given and not options.undo:
        raise SettingsError(
            "edit", "changes nothing; name a field, such as --date, or --undo FIELD"
        )
    with opened(settings) as assistant:
        if options.undo:
            readout = assistant.unedit(options.id, *options.undo)
        if given:
            readout = assistant.edit(options.id, **given)
    if options.json:
        print_json(readout_fields(readout))
    else:
        fields = readout_fields(readout)
        for name in (*given, *(options.undo or ())):
            print(f"{readout.id}  {name}: {fields[name]}")
    return OK


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Verify the library, and mend what can be."""
    from assistant.presentation.plain import check_fields

    with opened(settings) as assistant:
        report = assistant.check(repair=options.repair, sources=options.sources)
    if options.json:
        print_json(check_fields(report))
        return OK if report.sound else FAILED
    for finding in report.found:
        done = (
            "mended"
            if finding in report.mended
            else "`readout check --repair` mends it"
            if finding.mendable
            else "cannot be mended"
        )
        print(f"{finding.where}: {finding.what} ({done})")
    if report.sources:
        _report_sources(report.sources)
    state = "sound" if report.sound else "not sound"
    print(
        f"{count_of(report.readouts, 'readout')}, {count_of(report.passages, 'passage')}: {state}"
    )
    return OK if report.sound else FAILED


def _report_sources(sources: SourceReport) -> None:
    """Print what reading the files again found."""
    for missing in sources.missing:
        print(f"readout: {printable(missing)}", file=sys.stderr)
    for difference in sources.differing:
        done = " (read anew)" if sources.reread else ""
        print(f"{difference.id}: {printable(difference.place)} {difference.what}{done}")
    print(
        f"{count_of(sources.files, 'file')} read again, {len(sources.missing)} no longer there; "
        f"{sources.doubtful} of {count_of(sources.sentences, 'sentence')} not confirmed by a second "
        "reading (`readout show ID` marks them)"
    )


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write the whole library into one file."""
    with opened(settings) as assistant:
        number = assistant.export(options.file)
    if options.json:
        print_json({"exported": number, "file": options.file})
    else:
        print(f"{number} readouts written to {options.file}")
    return OK


def import_(options: argparse.Namespace, settings: Settings) -> int:
    """Add the readouts of an exported library."""
    with opened(settings) as assistant, progress_bar("Importing") as progress:
        report = assistant.import_(options.file, progress)
    return _report(options, report)


def rebuild(options: argparse.Namespace, settings: Settings) -> int:
    """Attribute and embed every readout anew."""
    with opened(settings) as assistant, progress_bar("Rebuilding") as progress:
        number = assistant.rebuild(progress)
    if options.json:
        print_json({"rebuilt": number})
    else:
        print(f"{number} rebuilt")
    return OK


def attribute(options: argparse.Namespace, settings: Settings) -> int:
    """Put the speakers of one sentence right, or take that back."""
    from assistant.presentation.plain import sentence_fields

    with opened(settings) as assistant:
        if options.undo:
            readout = assistant.uncorrect(options.id, options.sentence)
        else:
            readout = assistant.correct(options.id, options.sentence, options.speaker or ())
    sentence = readout.sentences[options.sentence - 1]
    if options.json:
        print_json({"id": readout.id, "number": options.sentence, **sentence_fields(sentence)})
    else:
        print(f"{', '.join(sentence.speakers) or '(narration)'}: {sentence.text}")
    return OK


def corrections(options: argparse.Namespace, settings: Settings) -> int:
    """List the corrections, or write them as gold."""
    from assistant.presentation.plain import correction_fields

    with opened(settings) as assistant:
        rows = [
            correction_fields(readout, correction)
            for readout, correction in assistant.corrections()
        ]
    if options.gold:
        lines = [
            json.dumps(
                {name: row[name] for name in ("readout", "sentence", "speaker")}, ensure_ascii=False
            )
            for row in rows
        ]
        try:
            Path(options.gold).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        except OSError as error:
            return complain(f"{options.gold}: {error.strerror}", FAILED)
        print(f"{len(rows)} corrections written to {options.gold}")
    elif options.json:
        print_json(rows)
    else:
        for row in rows:
            names = (
                row["speaker"]
                if isinstance(row["speaker"], str)
                else ", ".join(row["speaker"] or ("(narration)",))
            )
            gone = "" if row["applied"] else "  [the sentence is no longer there]"
            print(f"{row['id']}  {names}: {row['sentence']}{gone}")
    return OK

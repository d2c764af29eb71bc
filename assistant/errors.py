"""Every error this package raises on purpose, each carrying the data it speaks of."""

from __future__ import annotations


class ReadoutError(Exception):
    """Base of all errors a caller may want to show as one line."""


class SettingsError(ReadoutError):
    """A setting is unknown or its value cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"setting {name}: {reason}")
        self.name = name
        self.reason = reason


class DocumentError(ReadoutError):
    """A file cannot be read as a readout; `path` names it, `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DetailError(ReadoutError):
    """A detail stated of a readout cannot be used; `field` names it, `value` is what was given."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(f"the field {field} {reason}: {str(value)[:60]!r}")
        self.field = field
        self.value = value
        self.reason = reason


class QuestionError(ReadoutError):
    """A question, a history or a filter cannot be used."""


class ModelError(ReadoutError):
    """A language model failed or took too long; `name` is the model, `reason` says why.

    Answers do without it.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnknownReadout(ReadoutError):
    """No readout of this id is in the library."""

    def __init__(self, readout_id: str) -> None:
        super().__init__(f"no readout with the id {readout_id!r} is in the library")
        self.readout_id = readout_id


class CorrectionError(ReadoutError):
    """A correction names no sentence, or nobody or several people.

    `readout_id` and `reason` tell.
    """

    def __init__(self, readout_id: str, reason: str) -> None:
        super().__init__(f"{readout_id}: {reason}")
        self.readout_id = readout_id
        self.reason = reason


class GoldError(ReadoutError):
    """A gold file cannot be used; the message names file, line and field."""


class LibraryError(ReadoutError):
    """A library cannot be opened or used.

    Held by another process, built otherwise, or its model missing.
    """

"""Readout Assistant: questions about diplomatic readouts, answered in the right speaker's own words or not at all."""

from assistant.assistant import ReadoutAssistant
from assistant.checking import CheckReport, Finding
from assistant.domain.answer import Answer, Citation, Hit, Passage
from assistant.domain.readout import Correction, Person, Readout, Sentence
from assistant.domain.report import AddReport, Failure, Fold
from assistant.errors import (
    CorrectionError,
    DocumentError,
    GoldError,
    LibraryError,
    QuestionError,
    ReadoutError,
    SettingsError,
    UnknownReadout,
)
from assistant.settings import Settings
from assistant.streams import AnswerStream

__all__ = [
    "AddReport",
    "Answer",
    "AnswerStream",
    "CheckReport",
    "Citation",
    "Correction",
    "CorrectionError",
    "DocumentError",
    "Failure",
    "Finding",
    "Fold",
    "GoldError",
    "Hit",
    "LibraryError",
    "Passage",
    "Person",
    "QuestionError",
    "Readout",
    "ReadoutAssistant",
    "ReadoutError",
    "Sentence",
    "Settings",
    "SettingsError",
    "UnknownReadout",
]

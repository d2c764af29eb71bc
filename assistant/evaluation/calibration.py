"""Fit the support model and check it: of the sentences given .8, eight in ten should be right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from assistant.assistant import ReadoutAssistant
from assistant.domain.readout import Readout
from assistant.evaluation.gold import GoldCase
from assistant.retrieval.features import Features, as_row
from assistant.retrieval.support import fitted

Array = npt.NDArray[np.float64]
FOLDS = 8
RIDGE = 0.3  # L2 penalty on the weights; flat between .1 and 1 on dev.jsonl
STEPS = 50
BINS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences that could answer gold questions: features of shape (n, n_features), whether gold has them, which case."""

    features: Array
    right: Array
    case: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences whose probability lies in [low, high): how many, their mean probability, and the share that is right."""

    low: float
    high: float
    sentences: int
    expected: float
    observed: float


def collect(assistant: ReadoutAssistant, cases: Sequence[GoldCase]) -> Labelled:
    """Return the sentences that retrieval offers for each case of which the model decides."""
    rows: list[list[float]] = []
    right: list[bool] = []
    of: list[int] = []
    for number, case in enumerate(cases):
        if case.kind == "fact":
            continue  # told by the readout that is meant, and not by single sentences
        for readout, index, features in assistant.candidates(case.question, case.history):
            rows.append(as_row(features))
            right.append(case.answerable and _is_gold(readout, index, case))
            of.append(number)
    return Labelled(np.asarray(rows), np.asarray(right, dtype=float), np.asarray(of))


def fit(features: Array, right: Array) -> Array:
    """Return weights, the last of them the intercept, of a ridge-penalised logistic regression (Newton's method)."""
    design = np.c_[features, np.ones(len(features))]
    penalty = np.diag([RIDGE] * features.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        expected = _probability(design, weights)
        gradient = design.T @ (right - expected) - penalty @ weights
        curvature = (design * (expected * (1 - expected))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def out_of_fold(labelled: Labelled) -> Array:
    """Return each sentence's probability under a model fitted on the other cases only."""
    held = np.zeros(len(labelled.right))
    for fold in range(FOLDS):
        inside = labelled.case % FOLDS == fold
        weights = fit(labelled.features[~inside], labelled.right[~inside])
        held[inside] = _probability(np.c_[labelled.features[inside], np.ones(inside.sum())], weights)
    return held


def reliability(expected: Array, right: Array) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram (Murphy & Winkler 1977); empty ones are left out."""
    found = []
    for low, high in pairwise(BINS):
        inside = (expected >= low) & ((expected < high) | (high == BINS[-1]))
        if inside.any():
            found.append(Bin(low, high, int(inside.sum()), float(expected[inside].mean()), float(right[inside].mean())))
    return tuple(found)


def markdown(labelled: Labelled, held: Array) -> str:
    """Return the fitted model and its reliability, out of fold, as Markdown."""
    lines = [
        "# Calibration",
        f"{len(labelled.right):,} sentences of {len(set(labelled.case.tolist()))} questions, {int(labelled.right.sum())} of them answers; "
        f"probabilities are of {FOLDS}-fold cross-validation by question.",
        "",
        "| probability | sentences | expected | right | |\n|---|--:|--:|--:|---|",
    ]
    for b in reliability(held, labelled.right):
        lines.append(
            f"| {b.low:.2f}-{b.high:.2f} | {b.sentences:,} | {b.expected:.2f} | {b.observed:.2f} | {'█' * round(20 * b.observed)} |"
        )
    return "\n".join([*lines, "", "```json", model_json(labelled), "```"]) + "\n"


def model_json(labelled: Labelled) -> str:
    """Return the model fitted on all, as `support.json` holds it; its thresholds are those in use."""
    used = fitted()
    *weights, intercept = fit(labelled.features, labelled.right).round(3).tolist()
    named = dict(zip(Features.names(), weights, strict=True))
    return json.dumps({"weights": named, "intercept": intercept, "threshold": used.threshold, "least_met": used.least_met}, indent=2)


def _probability(design: Array, weights: Array) -> Array:
    found: Array = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
    return found


def _is_gold(readout: Readout, index: int, case: GoldCase) -> bool:
    text = " ".join(readout.sentences[index].text.split())
    name = PurePath(readout.path or "").name
    quotes = [" ".join(passage.quote.split()) for passage in case.gold if passage.readout == name]
    return any(text in quote or quote in text for quote in quotes)

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
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
BINS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences that could answer gold questions, n of them.

    `features` has shape (n, n_features); `right` tells whether gold has the sentence, `admitted`
    whether the model's hard conditions let it pass. `case` is the number of the question; `fold` is
    the same for all ways to ask one question. `answerable` is by question.
    """

    features: Array
    right: Array
    admitted: npt.NDArray[np.bool_]
    case: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]
    answerable: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences whose probability lies in [low, high).

    How many, their mean probability, and the share that is right.
    """

    low: float
    high: float
    sentences: int
    expected: float
    observed: float


def collect(assistant: ReadoutAssistant, cases: Sequence[GoldCase]) -> Labelled:
    """Return the sentences that retrieval offers for each case of which the model decides."""
    rows: list[list[float]] = []
    right: list[bool] = []
    admitted: list[bool] = []
    of: list[int] = []
    model = fitted()
    questions = list(dict.fromkeys(_question_of(case) for case in cases))
    for number, case in enumerate(cases):
        if case.kind == "fact":
            continue  # told by the readout that is meant, and not by single sentences
        for readout, index, features in assistant.candidates(case.question, case.history):
            rows.append(as_row(features))
            right.append(case.answerable and _is_gold(readout, index, case))
            admitted.append(model.admits(features))
            of.append(number)
    number_of = np.asarray(of)
    folds = np.asarray([questions.index(_question_of(case)) % FOLDS for case in cases])
    return Labelled(
        features=np.asarray(rows),
        right=np.asarray(right, dtype=float),
        admitted=np.asarray(admitted),
        case=number_of,
        fold=folds[number_of],
        answerable=np.asarray([case.answerable for case in cases]),
    )


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
        inside = labelled.fold == fold
        weights = fit(labelled.features[~inside], labelled.right[~inside])
        held[inside] = _probability(
            np.c_[labelled.features[inside], np.ones(inside.sum())], weights
        )
    return held


def reliability(expected: Array, right: Array) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram (Murphy & Winkler 1977); empty ones are left out."""
    found = []
    for low, high in pairwise(BINS):
        inside = (expected >= low) & ((expected < high) | (high == BINS[-1]))
        if inside.any():
            found.append(
                Bin(
                    low,
                    high,
                    int(inside.sum()),
                    float(expected[inside].mean()),
                    float(right[inside].mean()),
                )
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Refusals:
    """What a threshold does, in shares of questions.

    Refused among the unanswerable, and among the answerable.
    """

    threshold: float
    rightly: float
    wrongly: float


def refusals(labelled: Labelled, held: Array) -> tuple[Refusals, ...]:
    """Return for several thresholds how often no sentence of a question reaches them, under the hard conditions."""
    best = np.zeros(len(labelled.answerable))
    np.maximum.at(best, labelled.case, np.where(labelled.admitted, held, 0.0))
    asked = np.unique(
        labelled.case
    )  # a question for which no sentence is weighed is no matter of the threshold
    answerable, best = labelled.answerable[asked], best[asked]
    return tuple(
        Refusals(t, float((best[~answerable] < t).mean()), float((best[answerable] < t).mean()))
        for t in THRESHOLDS
    )


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
    lines += ["", "| threshold | refused rightly | refused wrongly |\n|--:|--:|--:|"]
    lines += [
        f"| {r.threshold:.2f} | {r.rightly:.1%} | {r.wrongly:.1%} |"
        for r in refusals(labelled, held)
    ]
    return "\n".join([*lines, "", "```json", model_json(labelled), "```"]) + "\n"


def model_json(labelled: Labelled) -> str:
    """Return the model fitted on all, as `support.json` holds it.

    Its thresholds are those in use.
    """
    used = fitted()
    *weights, intercept = fit(labelled.features, labelled.right).round(3).tolist()
    named = dict(zip(Features.names(), weights, strict=True))
    kept = {
        name: getattr(used, name) for name in ("threshold", "least_met", "near", "least_met_near")
    }
    return json.dumps({"weights": named, "intercept": intercept, **kept}, indent=2)


def diagram(bins: Sequence[Bin]) -> str:
    """Return a reliability diagram as SVG.

    The share that is right over the probability given, and the diagonal of perfection.
    """
    side, margin = 320, 40

    def at(expected: float, observed: float) -> str:
        return f"{margin + expected * side:.1f},{margin + (1 - observed) * side:.1f}"

    points = [(b.expected, b.observed, b.sentences) for b in bins]
    ticks = [
        f'<text x="{margin + t * side:.0f}" y="{side + margin + 16}">{t:.1f}</text>'
        f'<text x="{margin - 16}" y="{margin + (1 - t) * side + 4:.0f}">{t:.1f}</text>'
        for t in (0.0, 0.5, 1.0)
    ]
    marks = [
        f'<circle cx="{at(e, o).split(",")[0]}" cy="{at(e, o).split(",")[1]}" r="4"><title>{n:,} sentences: {e:.2f} expected, '
        f"{o:.2f} right</title></circle>"
        for e, o, n in points
    ]
    size = side + 2 * margin
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"',
        '  font-family="sans-serif" font-size="11" text-anchor="middle">',
        f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#999"/>',
        f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#999" stroke-dasharray="4"/>',
        f'<polyline points="{" ".join(at(e, o) for e, o, _ in points)}" fill="none" stroke="#1f5fa8" stroke-width="2"/>',
        *marks,
        *ticks,
        f'<text x="{size // 2}" y="{size - 6}">probability given</text><text x="{size // 2}" y="24">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _probability(design: Array, weights: Array) -> Array:
    found: Array = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
    return found


def _question_of(case: GoldCase) -> str:
    """Return what all paraphrases of a question share.

    They are no independent evidence of one another.
    """
    return case.id.split("/")[0]


def _is_gold(readout: Readout, index: int, case: GoldCase) -> bool:
    text = " ".join(readout.sentences[index].text.split())
    name = PurePath(readout.path or "").name
    quotes = [" ".join(passage.quote.split()) for passage in case.gold if passage.readout == name]
    return any(text in quote or quote in text for quote in quotes)

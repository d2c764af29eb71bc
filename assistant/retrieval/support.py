"""How likely a sentence answers.

A logistic model over a few named features, fitted on gold questions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from assistant.retrieval.features import Features, as_row


@dataclass(frozen=True, slots=True)
class SupportModel:
    """Weights by feature name, and the probability from which on a sentence counts as an answer.

    `least_met` is a hard condition beside it: a sentence that meets less of the topic is likely on
    something else, unless it has the very verb that is asked about. From a similarity of `near` on,
    `least_met_near` is enough. More than half is .51: at .45 one question of dev.jsonl that nothing
    answers is answered; with `near` at .58 two are; and without the exception three of its answers
    are refused that are recorded.
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float
    least_met: float
    near: float
    least_met_near: float

    def admits(self, features: Features) -> bool:
        """Tell whether a sentence meets enough of the topic to be weighed at all."""
        least = self.least_met_near if features.similarity >= self.near else self.least_met
        return features.met >= least or bool(features.cued)

    def probability(self, features: Features) -> float:
        """Return the probability, 0..1, that the sentence with these features answers.

        0 where too little is met.
        """
        if not self.admits(features):
            return 0.0
        logit = self.intercept + sum(
            self.weights[name] * value
            for name, value in zip(Features.names(), as_row(features), strict=True)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@lru_cache(maxsize=1)
def fitted() -> SupportModel:
    """Read the model that comes with the product; the file says how it was fitted."""
    data = json.loads(
        (resources.files("assistant.retrieval") / "support.json").read_text(encoding="utf-8")
    )
    return SupportModel(
        data["weights"],
        data["intercept"],
        data["threshold"],
        data["least_met"],
        data["near"],
        data["least_met_near"],
    )

"""Readouts written for this product.

Three of a fictional call and meeting, one a paraphrase of a real readout.
"""

from __future__ import annotations

from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the sample readouts."""
    return Path(__file__).parent


def sample_gold() -> Path:
    """Return the gold questions over the sample readouts."""
    return sample_folder() / "gold.jsonl"

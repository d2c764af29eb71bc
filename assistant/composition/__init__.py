"""Compose an answer from evidence, and verify that it says no more than the evidence does."""

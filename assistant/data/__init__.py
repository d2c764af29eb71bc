"""Vocabulary that several rooms share, kept as data."""

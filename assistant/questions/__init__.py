"""Understand a question: who, what about, when, and which kind, against the library's own people and words."""

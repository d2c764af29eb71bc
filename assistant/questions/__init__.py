"""Understand a question.

Who, what about, when, and which kind, against the library's own people and words.
"""

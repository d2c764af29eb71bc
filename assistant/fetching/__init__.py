"""Fetch web pages and feeds.

Politely, within limits, and never from this machine or its network unless that is allowed.
"""

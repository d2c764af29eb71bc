"""Readouts written for these tests: fictional, in the house styles of several ministries."""

from pathlib import Path


def put(folder: Path, name: str, text: str) -> Path:
    """Write a text into a folder, made where it is missing, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


MFA = """Home > Foreign Ministry News
Lena Okoro Speaks with Velmarian Prime Minister Tarek Anwar on the Phone
2023-03-02 10:15

On March 2, 2023, President Lena Okoro had a phone conversation with Prime Minister Tarek Anwar of Velmaria.

Lena Okoro pointed out, the two countries have been good neighbors. The canal treaty must be kept in full. We will send engineers to the delta.

Tarek Anwar said, I thank President Okoro for her call. Velmaria will open its grain stores before the winter. President Okoro's proposal on the canal deserves study.

The two sides also exchanged views on the refugee question.

Suggest To a Friend:
"""

PROSE = """President Maria Lindqvist spoke today with Prime Minister Paulo Andrade of Costana. President Lindqvist thanked
Prime Minister Andrade for hosting the talks. She underscored that the border will stay open. Prime Minister Andrade
briefed the President on the harvest. The two leaders agreed to meet in the spring. They also discussed fisheries. The
call lasted forty minutes."""

TRANSCRIPT = """---
title: Remarks by President Lindqvist and Prime Minister Andrade Before Bilateral Meeting
date: '2024-02-03'
---

Blue Room

2:05 P.M.

PRESIDENT LINDQVIST:  Welcome.  (Laughter.)  We have work to do.

The harbor comes first.

PRIME MINISTER ANDRADE:  Thank you, Madam President.

Q    Will you sign the treaty?

PRIME MINISTER ANDRADE:  Not today.
"""

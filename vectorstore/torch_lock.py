"""One lock for all that loads a torch model in this process."""

from __future__ import annotations

from threading import Lock

# transformers sets torch's default number format while it loads a model. Two threads that load at
# once leave it changed for the whole process (transformers 5.24, bf16 beside fp32: in three of four
# rounds), and what is loaded or exported after that has the wrong format.
LOADING = Lock()

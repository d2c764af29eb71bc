"""`python -m assistant.evaluation` is `readout eval`."""

import sys

from assistant.cli import main

sys.exit(main(["eval", *sys.argv[1:]]))

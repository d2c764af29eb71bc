"""`python -m assistant.cli` is `readout`."""

import sys

from assistant.cli import main

sys.exit(main())

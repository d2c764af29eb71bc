"""Show answers and readouts: as JSON, in a terminal, on the chat page."""

"""The values that pass between rooms: readouts, questions, evidence, answers."""

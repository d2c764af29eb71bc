"""Who said it: the speaker of every sentence, by rules over the readout's own people and words."""

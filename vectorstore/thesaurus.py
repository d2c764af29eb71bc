"""Words near in meaning: the embedder's vectors of single words, compared.

"jobs" is near "employment", "troops" near "soldiers".

A sentence embedder tells single words apart as well as a word model does; static vectors taken from
one are the idea of Model2Vec (Tulkens & van Dongen 2024).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vectorstore.embedder import Embedder
from vectorstore.sparse import FINGERPRINT, fingerprint

Matrix = npt.NDArray[np.float32]
FILE = "vectors.npy"
WORDS = "words.txt"
MOST = 12  # neighbours of a word


class Thesaurus:
    """Unit vectors of words, shape (n_words, dimension)."""

    def __init__(self, words: Sequence[str], vectors: Matrix, embeddings: Embedder) -> None:
        self.words = tuple(words)
        self._vectors = vectors
        self._embeddings = embeddings
        self._places = {word: place for place, word in enumerate(self.words)}

    @classmethod
    def build(
        cls, words: Sequence[str], embeddings: Embedder, older: Thesaurus | None = None
    ) -> Thesaurus:
        """Embed the words; those that an older thesaurus holds are taken from it."""
        known = older._places if older else {}
        new = [word for word in words if word not in known]
        fresh = dict(zip(new, embeddings.embed_documents(new) if new else [], strict=True))
        rows = [
            older._vectors[known[word]] if older and word in known else fresh[word]
            for word in words
        ]
        return cls(words, np.asarray(rows, dtype=np.float32), embeddings)

    @classmethod
    def load(cls, folder: Path, embeddings: Embedder) -> Thesaurus | None:
        """Open what is kept in a folder, memory-mapped; None if there is nothing whole."""
        try:
            words = (folder / WORDS).read_text(encoding="utf-8").split("\n")
            if (folder / FINGERPRINT).read_text(encoding="ascii") != fingerprint(words):
                return None
            return cls(words, np.load(folder / FILE, mmap_mode="r"), embeddings)
        except (OSError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Keep words and vectors in a folder, replacing what is there.

        The fingerprint is written last.
        """
        vectors = np.array(self._vectors)  # some may be mapped from the very file that is replaced
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / WORDS).write_text("\n".join(self.words), encoding="utf-8")
        np.save(folder / FILE, vectors)
        (folder / FINGERPRINT).write_text(fingerprint(self.words), encoding="ascii")

    def near(self, word: str, least: float) -> tuple[tuple[str, float], ...]:
        """Return up to MOST words whose cosine similarity to this one, known or not, is at least `least`, nearest first."""
        if not self.words:
            return ()
        place = self._places.get(word)
        vector = (
            self._vectors[place]
            if place is not None
            else np.asarray(self._embeddings.embed_documents([word])[0], dtype=np.float32)
        )
        similarity = self._vectors @ vector
        order = np.argsort(-similarity, kind="stable")[: MOST + 1]
        found = ((self.words[i], float(similarity[i])) for i in order if similarity[i] >= least)
        return tuple((other, value) for other, value in found if other != word)[:MOST]

"""Put a follow-up in full by a language model, where the rules find nothing for it.

What a model makes up is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from assistant.composition.model import Model
from assistant.errors import ModelError
from assistant.text import terms
from prompts.loader import Templates

LONGEST = 300  # characters of a question put in full
ASKED_BACK = 4  # earlier questions that a follow-up may point to


@dataclass(frozen=True, slots=True)
class Condenser:
    """Puts follow-ups in full."""

    model: Model
    templates: Templates

    def __call__(self, question: str, earlier: Sequence[str]) -> str | None:
        """Return the question in full.

        None where the model fails, is slow, or writes anything but a question of these words.

        Every word that carries a topic must be the question's or an earlier one's, and none of the
        question's may be missing.
        """
        asked = "\n".join(" ".join(text.split()) for text in earlier[-ASKED_BACK:])
        boundary = f"={sha256(f'{asked} {question}'.encode()).hexdigest()[:20]}="
        prompt = self.templates.fill(
            "condense", boundary=boundary, earlier=asked, question=" ".join(question.split())
        )
        try:
            written = "".join(self.model.reply(prompt, question)).strip().strip("\"“”'")
        except ModelError:
            return None
        own, known = set(terms(written)), set(terms(f"{asked} {question}"))
        is_question = "\n" not in written and 0 < len(written) <= LONGEST
        return written if is_question and set(terms(question)) <= own <= known else None

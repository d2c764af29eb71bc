"""The language models that may write answers: opened when first asked for, and kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError
from assistant.settings import Settings
from prompts.loader import Templates

if TYPE_CHECKING:
    from assistant.composition.condensing import Condenser
    from assistant.composition.generative import GenerativeComposer
    from assistant.composition.model import Model

CONFIGURED: Any = object()  # the model of the settings


class Writers:
    """Makes what writes answers out of a model's name or a LangChain chat model.

    LangChain is imported for the first of them.
    """

    def __init__(self, settings: Settings, templates: Templates, model: object = None) -> None:
        self._settings = settings
        self._templates = templates
        self._model = settings.model if model is None else model
        self._opened: dict[str, Model] = {}
        if model is not None:
            self.get()

    @property
    def name(self) -> str | None:
        """The name of the configured model, which is opened to learn it; None for none."""
        writer = self.get()
        return writer.model.name if writer else None

    def get(self, model: object = CONFIGURED) -> GenerativeComposer | None:
        """Return what writes by this model; None for none.

        SettingsError where the model cannot be had.
        """
        wanted = self._model if model is CONFIGURED else model
        if wanted is None or (isinstance(wanted, str) and wanted in ("", "none")):
            return None
        from assistant.composition.generative import GenerativeComposer

        opened = self._named(wanted) if isinstance(wanted, str) else self._wrapped(wanted)
        return GenerativeComposer(
            opened, self._templates, self._settings.model_budget, self._settings.show_unverified
        )

    def condenser(self, writer: GenerativeComposer) -> Condenser | None:
        """Return what puts follow-ups in full, where the settings let a model do that."""
        if not self._settings.model_follow_ups:
            return None
        from assistant.composition.condensing import Condenser

        return Condenser(writer.model, self._templates)

    def _named(self, name: str) -> Model:
        from assistant.composition.model import open_model

        if name not in self._opened:
            settings, configured = (
                self._settings,
                self._model if isinstance(self._model, str) else "",
            )
            # The key is the configured model's, or the server's; another provider is not to be
            # shown it.
            is_meant = (
                bool(settings.model_url) or name.partition(":")[0] == configured.partition(":")[0]
            )
            self._opened[name] = open_model(
                name,
                settings.model_url,
                read_key(settings) if is_meant else "",
                settings.model_timeout,
            )
        return self._opened[name]

    def _wrapped(self, chat: object) -> Model:
        from assistant.composition.model import wrap_model

        return wrap_model(chat, self._settings.model_timeout)


def read_key(settings: Settings) -> str:
    """Return the model's key.

    SettingsError where its file cannot be read, is empty, or may be read by others.
    """
    if not settings.model_key_file:
        return settings.model_key.strip()
    path = Path(settings.model_key_file)
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SettingsError(
                "model_key_file", f"{path} may be read by others than you: chmod 600 {path}"
            )
        key = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text, or no path"
        raise SettingsError("model_key_file", f"{path} cannot be read: {reason}") from None
    if not key:
        raise SettingsError("model_key_file", f"{path} is empty")
    return key

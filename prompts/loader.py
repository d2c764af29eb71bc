"""Load templates and hold each to the variables it declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

HEADER = re.compile(r"\A---\nversion: (?P<version>\S+)\nvariables:(?P<variables>[^\n]*)\n---\n")
VARIABLE = re.compile(r"\{(\w+)\}")


class TemplateError(Exception):
    """A template is missing, or what it declares, uses or is given does not agree."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"template {name}: {reason}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Template:
    """A text with the variables it declares."""

    name: str
    version: str
    variables: frozenset[str]
    text: str


class Templates:
    """Fills templates by name."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self._templates = templates

    def fill(self, name: str, **values: str) -> str:
        """Return the template with its variables replaced.

        Values are never templates themselves.
        """
        template = self._templates.get(name)
        if template is None:
            raise TemplateError(name, "there is none of this name")
        if set(values) != template.variables:
            raise TemplateError(
                name, f"it wants {sorted(template.variables)}, not {sorted(values)}"
            )
        return VARIABLE.sub(lambda match: values[match[1]], template.text)


def load_templates() -> Templates:
    """Read every Markdown file of this package.

    TemplateError where declared and used variables differ.
    """
    files = [file for file in resources.files("prompts").iterdir() if file.name.endswith(".md")]
    return Templates(
        {
            t.name: t
            for file in files
            for t in [parse(file.name.removesuffix(".md"), file.read_text("utf-8"))]
        }
    )


def parse(name: str, text: str) -> Template:
    """Split a template's header from its text and check one against the other."""
    header = HEADER.match(text)
    if not header:
        raise TemplateError(name, "its header must give version and variables")
    declared = frozenset(header["variables"].split())
    body = text[header.end() :].strip()
    used = frozenset(VARIABLE.findall(body))
    if declared != used:
        raise TemplateError(name, f"it declares {sorted(declared)} but uses {sorted(used)}")
    return Template(name, header["version"], declared, body)

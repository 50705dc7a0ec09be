"""The Danish texts of messages: Jinja templates in `config/texts/`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateError

from samraad.amounts import amount
from samraad.errors import BadSetting

FOLDER = Path(__file__).resolve().parent / "texts"


class MessageTexts:
    """The templates of a folder, read when first used. They make plain text: nothing is escaped."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._templates = Environment(
            loader=FileSystemLoader(folder, encoding="utf-8"),
            undefined=ChainableUndefined,
            autoescape=False,  # noqa: S701 - mail bodies, not HTML
            keep_trailing_newline=False,
        )
        self._templates.globals["amount"] = amount

    def fill(self, template: str, values: Mapping[str, object]) -> str:
        """The text of a template with the values filled in.

        Raises BadSetting: the template is missing or broken; the text names file and line.
        """
        try:
            return self._templates.get_template(template).render(values)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            broken = getattr(error, "name", None) or template  # it may be one that this one imports
            where = f"{broken}, linje {line}" if line else broken
            raise BadSetting(f"Teksten {self._folder / where} kan ikke bruges: {error.message}.") from error

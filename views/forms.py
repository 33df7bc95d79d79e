"""What forms share: a base whose fields say in words what is wrong, and one list of all that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError

from models.store import words
from models.store.words import NotKept
from views import language


class Form(FlaskForm):  # type: ignore[misc]
    """A form of a page. WTForms' own words are English: each check here brings its own."""

    class Meta:
        """No catalogue of WTForms."""

        locales = False

    def faults(self) -> Iterator[tuple[str, str]]:
        """All that is wrong: the id of the field, and the sentence."""
        for field in self:
            for sentence in field.errors:
                yield field.id, str(sentence)

    def blame(self, field: Field, sentence: Any) -> None:
        """Say of a field what only showed when it was carried out."""
        field.errors = [*field.errors, sentence]


class Filled:
    """Something must be there, and it must be possible to print it."""

    field_flags = {"required": True}  # noqa: RUF012 - the name and form that WTForms reads

    def __init__(self, sentence: Any, most: int = words.LONGEST) -> None:
        self.sentence, self.most = sentence, most

    def __call__(self, form: Form, field: Field) -> None:
        """Raises:
        ValidationError: with the sentence.
        """
        value = field.data or ""
        if not value.strip():
            raise ValidationError(self.sentence)
        if len(value) > self.most:
            raise ValidationError(_("Dit is langer dan %(most)s tekens.", most=self.most))
        if not words.is_line(value):
            raise ValidationError(_("Hier staat een teken in dat niet afgedrukt kan worden."))


class Name(Filled):
    """A name that the store keeps."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises:
        ValidationError: it does not keep it, with its own sentence.
        """
        super().__call__(form, field)
        try:
            words.name(field.data)
        except NotKept as refused:
            raise ValidationError(refused.sentence(language.now())) from None


class Address:
    """The store keeps it as an e-mail address."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises:
        ValidationError: it does not.
        """
        try:
            words.address(field.data or "")
        except NotKept:
            said = _("Dit is geen e-mailadres. Een adres ziet eruit als naam@gemeente.nl.")
            raise ValidationError(said) from None

"""The form with which somebody chooses a password, typed twice."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError

from models import passwords
from views.forms import Filled, Form


class NewPassword(Form):
    """A new password, twice."""

    password = PasswordField(
        _l("Nieuw wachtwoord"),
        [Filled(_l("Kies een wachtwoord."), passwords.LONGEST)],
        description=_l(
            "Minstens %(least)s tekens. Een zin van een paar woorden is sterk en makkelijk te onthouden.",
            least=passwords.SHORTEST,
        ),
    )
    again = PasswordField(_l("Nog een keer"), [Filled(_l("Typ het wachtwoord nog een keer."), passwords.LONGEST)])

    def validate_again(self, field: PasswordField) -> None:
        """Raises:
        ValidationError: the two differ.
        """
        if field.data != self.password.data:
            raise ValidationError(_l("De twee wachtwoorden zijn niet gelijk."))

    def is_strong(self, *own: str) -> bool:
        """Whether the password is strong enough; if not, the form says why. own: name and address of its owner."""
        found = passwords.weakness(self.password.data, *own)
        if found is not None:
            self.blame(self.password, _said(found))
        return found is None


def _said(found: passwords.Weakness) -> str:
    if found == "short":
        return _("Dit is te kort: kies minstens %(least)s tekens.", least=passwords.SHORTEST)
    if found == "long":
        return _("Dit is te lang: kies hoogstens %(most)s tekens.", most=passwords.LONGEST)
    if found == "simple":
        return _("Dit zijn steeds dezelfde tekens. Kies meer verschillende.")
    return _("Dit lijkt te veel op uw naam of e-mailadres.")

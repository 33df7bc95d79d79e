"""Accounts, and the role of each in programmes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.differences import Difference
from models.money import PartnerRow
from models.people import ROLES, AccountRow, RoleRow
from models.programme import ProgrammeRow
from models.store import log, programmes, words
from models.store.log import About
from models.store.who import Who


class NoAccount(Exception):  # noqa: N818 - it is an answer
    """There is no account with this address, or who does something has none."""


class AddressTaken(Exception):  # noqa: N818
    """There is an account with this address."""


class LastAdministrator(Exception):  # noqa: N818
    """Without this account nobody could manage accounts any more."""


class NoPartner(Exception):  # noqa: N818
    """The programme has no partner with this id, or the role asks one and none is said, or asks none."""


@dataclass(frozen=True)
class Account:
    """Somebody with an account."""

    id: int
    email: str
    name: str
    administrator: bool
    active: bool

    @property
    def who(self) -> Who:
        """As the log names them."""
        return Who(self.id, self.name)


@dataclass(frozen=True)
class Role:
    """The role of an account in a programme; partner: the party, of a partner alone."""

    programme_id: int
    programme: str
    account_id: int
    role: str
    partner: str | None


def add(session: Session, email: str, name: str, who: Who, administrator: bool = False) -> Account:
    """A new account.

    Raises:
        NotKept: for an address or a name that is none.
        AddressTaken: there is one with this address, in capitals or not.
    """
    address, name = words.address(email), words.name(name)
    row = AccountRow(email=address, name=name, administrator=administrator, active=True, created_at=log.now())
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise AddressTaken(address) from None
    new = {"email": address, "name": name, "administrator": administrator, "active": True}
    log.record(session, who, "account.added", About(what=address), [Difference("account", (row.id,), None, new)])
    return account_of(row)


def change(session: Session, email: str, who: Who, **fields: bool | str) -> Account:
    """Other values of an account: its name, administrator, active.

    Raises:
        NoAccount: there is none with this address.
        NotKept: for a name that is none.
        LastAdministrator: it is the only active one, and would be that no more.
    """
    row = _row(session, email, lock=True)
    fields = {name: words.name(value) if isinstance(value, str) else value for name, value in fields.items()}
    if row.administrator and row.active and not (fields.get("administrator", True) and fields.get("active", True)):
        _demand_another(session, row.id)
    old = {name: getattr(row, name) for name, value in fields.items() if getattr(row, name) != value}
    if old:
        new = {name: fields[name] for name in old}
        for name, value in new.items():
            setattr(row, name, value)
        session.flush()
        log.record(session, who, "account.changed", About(what=row.email), [Difference("account", (row.id,), old, new)])
    return account_of(row)


def account(session: Session, email: str) -> Account:
    """The account with an address.

    Raises:
        NoAccount: there is none.
    """
    return account_of(_row(session, email))


def account_by_number(session: Session, number: int) -> Account:
    """The account with a number.

    Raises:
        NoAccount: there is none.
    """
    row = session.get(AccountRow, number)
    if row is None:
        raise NoAccount(number)
    return account_of(row)


def accounts(session: Session) -> list[Account]:
    """All accounts, by address."""
    return [account_of(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.email))]


def roles(session: Session) -> list[Role]:
    """All roles, by programme and account."""
    asked = select(RoleRow, ProgrammeRow.name).join(ProgrammeRow, ProgrammeRow.id == RoleRow.programme_id)
    rows = session.execute(asked.order_by(RoleRow.programme_id, RoleRow.account_id))
    return [Role(row.programme_id, name, row.account_id, row.role, row.partner) for row, name in rows]


def role_in(session: Session, programme_id: int, account_id: int) -> Role | None:
    """The role of an account in a programme; None where it has none, or there is no such programme."""
    asked = select(RoleRow, ProgrammeRow.name).join(ProgrammeRow, ProgrammeRow.id == RoleRow.programme_id)
    found = session.execute(
        asked.where(RoleRow.programme_id == programme_id, RoleRow.account_id == account_id)
    ).one_or_none()
    return None if found is None else Role(programme_id, found[1], account_id, found[0].role, found[0].partner)


def give_role(
    session: Session, programme_id: int, person: Account, role: str | None, who: Who, partner: str | None = None
) -> None:
    """Give somebody their one role in a programme; None takes it away.

    Raises:
        ValueError: for a role there is not.
        NoPartner: a partner without its party, another role with one, or a party the programme does not have.
        NoProgramme: there is none with this number.
    """
    if role is not None and role not in ROLES:
        raise ValueError(role)
    name = programmes.hold(session, programme_id)
    if partner is not None and not words.is_line(partner):
        raise NoPartner(partner)
    party = PartnerRow.programme_id == programme_id, PartnerRow.id == partner
    if (role == "partner") != (partner is not None) or (
        partner is not None and session.scalar(select(PartnerRow.id).where(*party)) is None
    ):
        raise NoPartner(partner)
    place = RoleRow.programme_id == programme_id, RoleRow.account_id == person.id
    row = session.scalar(select(RoleRow).where(*place))
    old = None if row is None else {"role": row.role, "partner": row.partner}
    new = None if role is None else {"role": role, "partner": partner}
    if old == new:
        return
    session.execute(delete(RoleRow).where(*place))
    session.expire_all()
    if role is not None:
        session.add(RoleRow(programme_id=programme_id, account_id=person.id, role=role, partner=partner))
        session.flush()
    about = About(programme_id, name, what=person.email)
    log.record(session, who, "role.changed", about, [Difference("role", (person.id,), old, new)])


def _row(session: Session, email: str, lock: bool = False) -> AccountRow:
    asked = select(AccountRow).where(AccountRow.email == email.strip().lower())
    asked = asked.execution_options(populate_existing=True)
    row = session.scalar(asked.with_for_update() if lock else asked) if words.is_line(email) else None
    if row is None:
        raise NoAccount(email)
    return row


def account_of(row: AccountRow) -> Account:
    return Account(row.id, row.email, row.name, row.administrator, row.active)


def _demand_another(session: Session, account_id: int) -> None:
    """Go on only with another active administrator, who stays so until the transaction is over."""
    able = AccountRow.administrator.is_(True), AccountRow.active.is_(True), AccountRow.id != account_id
    if session.scalar(select(AccountRow.id).where(*able).limit(1).with_for_update()) is None:
        raise LastAdministrator

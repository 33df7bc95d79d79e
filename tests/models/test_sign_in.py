"""Signing in: passwords, codes that are good once, sessions that the database ends, links that work once, attempts."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import Engine, func, select

from models import passwords
from models.database import reading, writing
from models.sign_in import AttemptRow, SignInRow
from models.store import attempts, credentials, links, log, people, sessions
from models.store.attempts import TooOften
from models.store.links import NoLink
from models.store.people import Account, LastAdministrator
from tests.models.people import WHO

GOOD = "paarse fiets in de regen"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
AT = 1_800_000_015.0
"""In the middle of 30 seconds."""


@pytest.fixture
def anna(fresh: Engine) -> Account:
    with writing(fresh) as session:
        made = people.add(session, "anna@voorbeeld.nl", "Anna", WHO)
    return made


def code(steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(int(AT) + 30 * steps)


# ---- passwords ----


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "short"),
        ("a" * 201, "long"),
        ("abababababab", "simple"),
        ("anna@voorbeeld.nl", "own"),
        ("Annemarie de Boer", "own"),
        (GOOD, None),
        ("Annemarie fietst elke dag", None),
    ],
)
def test_what_is_asked_of_a_password(password: str, why: str | None) -> None:
    assert passwords.weakness(password, "Annemarie de Boer", "anna@voorbeeld.nl") == why


def test_only_the_password_itself_is_right() -> None:
    kept = passwords.hashed(GOOD)
    assert GOOD not in kept
    assert passwords.hashed(GOOD) != kept  # another salt
    assert passwords.is_right(kept, GOOD)
    assert not passwords.is_right(kept, GOOD + " ")
    assert not passwords.is_right(None, GOOD)
    assert not passwords.is_right("no hash", GOOD)
    assert not passwords.is_stale(kept)
    assert passwords.is_stale("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$" + "A" * 43)


def test_another_password_ends_every_session(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        secrets = [sessions.begin(session, anna.id) for _ in range(2)]
        credentials.set_password(session, anna, passwords.hashed(GOOD), anna.who)
    with reading(fresh) as session:
        assert [sessions.account(session, secret) for secret in secrets] == [None, None]
        person, kept = credentials.password_of(session, " ANNA@voorbeeld.nl ")
        assert (person, passwords.is_right(kept, GOOD)) == (anna, True)
        entry = log.entries(session, None, most=1)[0]
        assert (entry.action, entry.about.what, entry.changes) == ("account.password", anna.email, ())


def test_who_may_not_sign_in_has_no_password(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        credentials.set_password(session, anna, passwords.hashed(GOOD), anna.who)
        secret = sessions.begin(session, anna.id)
        people.change(session, anna.email, WHO, active=False)
    with reading(fresh) as session:
        assert credentials.password_of(session, anna.email) == (None, None)
        assert credentials.password_of(session, "niemand@voorbeeld.nl") == (None, None)
        assert credentials.password_of(session, "a\0\ud800") == (None, None)
        assert sessions.account(session, secret) is None


# ---- codes ----


def test_a_code_is_good_once_and_near_its_moment(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        assert not credentials.code_is_right(session, anna.id, code(), AT)  # there is no secret yet
        credentials.set_second_step(session, anna, SECRET, anna.who)
        assert credentials.ways(session, anna.id) == credentials.Ways(False, True, False)
        assert not credentials.code_is_right(session, anna.id, code(2), AT)
        assert not credentials.code_is_right(session, anna.id, "١٢٣٤٥٦", AT)
        assert credentials.code_is_right(session, anna.id, f" {code()[:3]} {code()[3:]}", AT)
        assert not credentials.code_is_right(session, anna.id, code(), AT)
        assert not credentials.code_is_right(session, anna.id, code(-1), AT)  # older than what was used
        assert credentials.code_is_right(session, anna.id, code(1), AT)
        credentials.set_second_step(session, anna, None, anna.who)
        assert not credentials.has_second_step(session, anna.id)
        assert not credentials.code_is_right(session, anna.id, code(1), AT)


# ---- the sign-in of an organisation ----


def test_a_subject_is_bound_to_one_account_once(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        assert credentials.by_subject(session, "issuer 1") is None
        assert credentials.bind_subject(session, "niemand@voorbeeld.nl", "issuer 1") is None
        assert credentials.bind_subject(session, "Anna@voorbeeld.nl", "issuer 1") == anna
        assert credentials.by_subject(session, "issuer 1") == anna
        assert credentials.bind_subject(session, anna.email, "issuer 2") is None  # somebody else with her address
        people.change(session, anna.email, WHO, active=False)
        assert credentials.by_subject(session, "issuer 1") is None


# ---- sessions ----


def test_a_session_is_of_one_day_and_of_one_browser(fresh: Engine, anna: Account, clock: list[timedelta]) -> None:
    with writing(fresh) as session:
        one, other = sessions.begin(session, anna.id), sessions.begin(session, anna.id)
        assert one != other
        kept = session.scalars(select(SignInRow.token)).all()
    assert not {one, other} & set(kept)
    clock[0] = sessions.LASTS - timedelta(seconds=1)
    with reading(fresh) as session:
        assert sessions.account(session, one) == anna
        assert sessions.account(session, one[:-1]) is None
    clock[0] = sessions.LASTS
    with writing(fresh) as session:
        assert sessions.account(session, one) is None
        sessions.begin(session, anna.id)
        assert session.scalar(select(func.count()).select_from(SignInRow)) == 1
        sessions.end_all(session, anna.id)
        assert session.scalar(select(func.count()).select_from(SignInRow)) == 0


# ---- links ----


def test_a_link_works_once(fresh: Engine, anna: Account, clock: list[timedelta]) -> None:
    with writing(fresh) as session:
        old, new = links.make(session, anna, WHO), links.make(session, anna, WHO)
    with writing(fresh) as session:
        with pytest.raises(NoLink):
            links.owner(session, old)
        assert links.owner(session, new) == anna
        assert links.use(session, new) == anna
        with pytest.raises(NoLink):
            links.use(session, new)
        first = links.make(session, None, WHO)
        assert links.owner(session, first) is None
    clock[0] = links.LASTS
    with reading(fresh) as session, pytest.raises(NoLink):
        links.owner(session, first)


def test_a_link_of_a_closed_account_does_not_work(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        secret = links.make(session, anna, WHO)
        people.change(session, anna.email, WHO, active=False)
        with pytest.raises(NoLink):
            links.use(session, secret)


# ---- attempts ----


def test_too_many_attempts_wait(fresh: Engine, clock: list[timedelta], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", {"account": 2, "address": 3})

    def one(account: str, address: str) -> tuple[int, ...]:
        with writing(fresh) as session:
            return attempts.count(session, account, address)

    one("a", "here")
    one("a", "here")
    with pytest.raises(TooOften) as found:
        one("a", "elsewhere")
    assert found.value.minutes == 15
    one("b", "here")
    with pytest.raises(TooOften):
        one("c", "here")
    clock[0] = attempts.WINDOW - timedelta(minutes=2)
    with pytest.raises(TooOften) as found:
        one("a", "elsewhere")
    assert found.value.minutes == 2
    clock[0] = attempts.WINDOW
    numbers = one("a", "here")
    with writing(fresh) as session:
        assert session.scalar(select(func.count()).select_from(AttemptRow)) == 2  # the old ones are gone
        attempts.forget(session, "a", numbers)
        assert session.scalar(select(func.count()).select_from(AttemptRow)) == 0


def test_a_right_attempt_forgives_the_account_and_not_the_address(fresh: Engine) -> None:
    with writing(fresh) as session:
        attempts.count(session, "a", "here")
        numbers = attempts.count(session, "a", "here")
        attempts.forget(session, "a", numbers)
        assert session.scalar(select(func.count()).select_from(AttemptRow)) == 1


# ---- administrators ----


def test_one_administrator_stays(fresh: Engine, anna: Account) -> None:
    with writing(fresh) as session:
        boss = people.add(session, "boss@voorbeeld.nl", "Baas", WHO, administrator=True)
        for fields in ({"administrator": False}, {"active": False}):
            with pytest.raises(LastAdministrator):
                people.change(session, boss.email, WHO, **fields)
        people.change(session, boss.email, WHO, name="Chef")
        people.change(session, anna.email, WHO, administrator=True)
        people.change(session, boss.email, WHO, active=False)
        with pytest.raises(LastAdministrator):
            people.change(session, anna.email, WHO, administrator=False)

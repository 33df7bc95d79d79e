"""The commands on the database, as a user runs them: what they write, what they say, how they end."""

from __future__ import annotations

import gzip
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app import create_app
from models import database
from models.database import connect, reading, writing
from models.store import listing, people, plans, programmes
from planning.document import digest, read
from tests.builders import document
from tests.builders import programme as built
from tests.databases import emptied
from tests.models.people import WHO
from tests.models.test_plans import MADE, PLAN

EXAMPLES = Path(__file__).parents[2] / "examples"
GONE, INVALID, FAULT = 5, 2, 1
NONE = "De database is er nog niet, of heeft nog geen tabellen: {}. Maak ze met: flask db upgrade\n"


class Desk:
    """The command line with a database, and a folder."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def file(self, called: str, **fields: Any) -> str:
        (self.folder / called).write_text(json.dumps(document(**fields)), encoding="utf-8")
        return self.path(called)

    def run(self, *words: str, url: str | None = None) -> Result:
        app = create_app()
        app.config["DATABASE_URL"] = url or self.url
        result = app.test_cli_runner().invoke(args=list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    def well(self, *words: str) -> str:
        result = self.run(*words)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def fails(self, code: int, *words: str, url: str | None = None) -> str:
        """What it says of a fault; nothing goes to standard output."""
        result = self.run(*words, url=url)
        assert (result.exit_code, result.stdout) == (code, "")
        return result.stderr


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A database without tables, of both kinds."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with emptied(tmp_path, server) as url:
        yield Desk(tmp_path, url)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An SQLite database with tables."""
    made = Desk(tmp_path, f"sqlite:///{tmp_path}/zaaiplan.db")
    made.well("db", "upgrade")
    return made


def changed(url: str, statement: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


# ---- the whole way ----


def test_from_nothing_to_a_backup_and_back(both: Desk) -> None:
    """What is exported is the document that was imported, before and after all is wiped and restored."""
    assert both.well("db", "upgrade").startswith("De database is bijgewerkt: ")
    assert both.well("db", "upgrade").startswith("De database is bijgewerkt: ")
    source = EXAMPLES / "smallest.json"
    name = read(source.read_bytes()).name
    assert both.well("import", str(source)) == f"{name} staat in de database als programma 1.\n"
    assert both.well("import", both.file("k.json")) == "Klein staat in de database als programma 2.\n"
    exported = both.well("export", name)
    assert digest(read(exported)) == digest(read(source.read_bytes()))
    assert both.well("export", "1") == exported
    both.well("user", "add", "Ans@Voorbeeld.nl", "--name", "Ans", "--administrator")
    both.well("user", "role", "ans@voorbeeld.nl", "Klein", "partner", "--partner", "rijk")
    listed = both.well("user", "list")
    assert listed == "ans@voorbeeld.nl  Ans (beheerder)\n    Klein (2): partner rijk\n"
    assert both.well("backup", both.path("b.gz")).endswith(f" rijen opgeslagen in {both.path('b.gz')}.\n")
    (both.folder / "other").mkdir()
    there = Desk(both.folder, f"sqlite:///{both.folder}/other/zaaiplan.db")
    assert there.well("restore", both.path("b.gz")).endswith(f" rijen teruggezet uit {both.path('b.gz')}.\n")
    for one in (there, both):
        both.well("restore", both.path("b.gz"), "--replace")
        assert one.well("export", name) == exported
        assert one.well("user", "list") == listed
        one.well("backup", one.path("again.gz"))
        assert (one.folder / "again.gz").read_bytes() == (one.folder / "b.gz").read_bytes()


def test_the_other_language(desk: Desk) -> None:
    assert desk.well("import", desk.file("k.json"), "--lang", "en") == "Klein is stored as programme 1.\n"
    said = desk.fails(INVALID, "export", "Groot", "--lang", "en")
    assert said == "There is no programme Groot. There is one: Klein (1).\n"
    assert desk.run("user", "list", "--lang", "en").stdout == "There are no accounts yet.\n"


# ---- import, list and export ----


def test_what_is_stored_is_listed(both: Desk) -> None:
    both.well("db", "upgrade")
    assert (
        both.well("list") == "Er zijn nog geen programma's. Zet er een in de database met: flask import BESTAND.json\n"
    )
    both.well("import", both.file("a.json", name="Zuid"))
    both.well("import", both.file("b.json", name="Noord"))
    both.well("import", both.file("b.json", name="Noord", dial=2), "--replace")
    assert both.well("list") == "2  Noord: 2027-2029, versie 2, 0 plannen\n1  Zuid: 2027-2029, versie 1, 0 plannen\n"
    engine = connect(both.url)
    with writing(engine) as session:
        maker, other = (people.add(session, f"{name}@voorbeeld.nl", name, WHO).who for name in ("anna", "bert"))
        one = plans.add(session, 1, 1, MADE, PLAN, maker)
    assert "1  Zuid: 2027-2029, version 1, one plan\n" in both.well("list", "--lang", "en")
    with writing(engine) as session:
        plans.decide(session, one.id, "submitted", maker)
        plans.decide(session, one.id, "adopted", other)
    assert "1  Zuid: 2027-2029, versie 1, één vastgesteld plan\n" in both.well("list")
    engine.dispose()


def test_a_document_again(both: Desk) -> None:
    both.well("db", "upgrade")
    path = both.file("k.json")
    both.well("import", path)
    assert both.fails(INVALID, "import", path) == (
        "Er is al een programma dat Klein heet (programma 1). Met --replace wordt dit document een nieuwe versie "
        "daarvan; geef het anders een andere naam.\n"
    )
    assert both.well("import", path, "--replace") == (
        "Klein (programma 1) is niet veranderd: het document is hetzelfde.\n"
    )
    said = both.well("import", both.file("k.json", dial=2), "--replace")
    assert said == ("Klein (programma 1) is vervangen: 1 rij gewijzigd. De oude waarden staan in het logboek.\n")
    assert digest(read(both.well("export", "Klein"))) == digest(built(dial=2))


def test_replace_without_anything_to_replace_is_import(desk: Desk) -> None:
    assert desk.well("import", desk.file("k.json"), "--replace") == "Klein staat in de database als programma 1.\n"


def test_two_imports_of_one_new_name_at_once(both: Desk) -> None:
    """The second waits, and then finds the programme of the first."""
    both.well("db", "upgrade")
    engine, path = connect(both.url), both.file("k.json")
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:
            assert listing.named(session, "Klein") == []
            programmes.add(session, built(), WHO)
            waiting = pool.submit(both.fails, INVALID, "import", path)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
        assert waiting.result().startswith("Er is al een programma dat Klein heet")
    engine.dispose()


def test_what_is_no_programme_is_not_imported(desk: Desk) -> None:
    said = desk.fails(INVALID, "import", desk.file("k.json", years=99, dial=-1))
    assert "2 problemen" in said
    assert "/years" in said
    (desk.folder / "plan.json").write_text('{"zaaiplan_plan": 1}')
    assert "plan" in desk.fails(INVALID, "import", desk.path("plan.json"))
    (desk.folder / "junk.json").write_bytes(b"\xff\xfe\x00")
    desk.fails(INVALID, "import", desk.path("junk.json"))
    assert desk.run("import", desk.path("nergens.json")).exit_code == INVALID
    assert desk.fails(INVALID, "export", "Klein") == "Er is geen programma Klein. Er is er nog geen.\n"


def test_a_partner_that_people_have_as_their_role_stays(desk: Desk) -> None:
    desk.well("import", desk.file("k.json"))
    desk.well("user", "add", "a@b.nl", "--name", "A")
    desk.well("user", "role", "a@b.nl", "1", "partner", "--partner", "rijk")
    before = desk.well("export", "1")
    without = desk.file("k.json", partners=[{"id": "gemeente"}])
    assert desk.fails(INVALID, "import", without, "--replace") == (
        "Deze partners kunnen niet weg, want er zijn accounts die ze vertegenwoordigen: rijk. Neem eerst die rollen "
        "weg: flask user role ADRES PROGRAMMA geen\n"
    )
    assert desk.well("export", "1") == before
    assert desk.well("user", "role", "a@b.nl", "1", "geen") == "a@b.nl heeft geen rol meer in Klein.\n"
    desk.well("import", without, "--replace")


def test_several_of_one_name(desk: Desk) -> None:
    engine = connect(desk.url)
    with writing(engine) as session:
        for _ in range(2):
            programmes.add(session, built(), WHO)
        programmes.add(session, built(name="1"), WHO)
    engine.dispose()
    said = desk.fails(INVALID, "export", "Klein")
    assert said == "Meer dan één programma heet Klein. Noem het bij zijn nummer: 1, 2.\n"
    assert json.loads(desk.well("export", "2"))["name"] == "Klein"
    assert json.loads(desk.well("export", "1"))["name"] == "1"  # a name goes before a number
    assert desk.fails(INVALID, "import", desk.file("k.json", dial=2), "--replace") == (
        "Meer dan één programma heet Klein (de nummers 1, 2), dus --replace weet niet welk. Geef het document een "
        "andere naam.\n"
    )


# ---- people ----


@pytest.mark.parametrize("address", ["", "ans", "ans@", "@b.nl", "a b@c.nl", "a@b", "a@b.nl\n", "a\x1b@b.nl"])
def test_what_is_no_address_gets_no_account(desk: Desk, address: str) -> None:
    if address.endswith("\n"):
        assert "heeft een account" in desk.well("user", "add", address, "--name", "A")
        return
    assert desk.fails(INVALID, "user", "add", address, "--name", "A") == f"{address} is geen e-mailadres.\n"
    assert desk.well("user", "list") == "Er zijn nog geen accounts.\n"


def test_accounts_that_cannot_be(desk: Desk) -> None:
    for name in ("", "  ", "A\x1b[2J", "A\nB"):
        assert "De naam of tekst is leeg" in desk.fails(INVALID, "user", "add", "a@b.nl", "--name", name)
    assert desk.well("user", "add", "a@b.nl", "--name", "A").startswith("A (a@b.nl) heeft een account.\n")
    assert desk.fails(INVALID, "user", "add", "A@B.NL", "--name", "B") == "Er is al een account met a@b.nl.\n"
    assert desk.well("user", "list") == "a@b.nl  A\n"


def test_words_that_are_no_text_find_nothing(both: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a terminal of another alphabet sends, and a user whose name is so."""
    monkeypatch.setenv("LOGNAME", "j\udce9")
    both.well("db", "upgrade")
    both.well("import", both.file("k.json"))
    both.well("user", "add", "a@b.nl", "--name", "A")
    assert "is geen e-mailadres" in both.fails(INVALID, "user", "add", "\udce9@b.nl", "--name", "A")
    assert "Er is geen account met " in both.fails(INVALID, "user", "role", "\udce9@b.nl", "Klein", "reader")
    said = both.fails(INVALID, "user", "role", "a@b.nl", "Klein", "partner", "--partner", "\udce9")
    assert "is geen partner van dit programma" in said
    both.fails(INVALID, "export", "\udce9")


def test_addresses_and_names_have_an_end(both: Desk) -> None:
    """An index of PostgreSQL would refuse them later, with another reason."""
    both.well("db", "upgrade")
    long = "a" * 249 + "@b.nl"
    assert both.fails(INVALID, "user", "add", f"a{long}", "--name", "A") == f"a{long} is geen e-mailadres.\n"
    assert both.fails(INVALID, "user", "add", "a@b.nl", "--name", "A" * 255) == (
        "De naam is te lang: ten hoogste 254 tekens.\n"
    )
    assert both.well("user", "list") == "Er zijn nog geen accounts.\n"
    both.well("user", "add", long, "--name", "A" * 254)


def test_roles(desk: Desk) -> None:
    desk.well("import", desk.file("k.json"))
    desk.well("user", "add", "a@b.nl", "--name", "A")
    partners = "De partners: gemeente, rijk, corporatie.\n"
    role = ("user", "role", "a@b.nl", "Klein")
    for words, said in (
        (("user", "role", "x@b.nl", "Klein", "reader"), "Er is geen account met x@b.nl. Maak er een: "),
        (("user", "role", "a@b.nl", "Groot", "reader"), "Er is geen programma Groot. Er is er één: Klein (1).\n"),
        ((*role, "baas"), "baas is geen rol. Kies uit: director (programmadirecteur), finance (financieel adviseur)"),
        ((*role, "partner"), "Een partner ziet alleen de eigen geldstromen: noem met --partner welke het is. "),
        ((*role, "partner", "--partner", "x"), "x is geen partner van dit programma. "),
        ((*role, "reader", "--partner", "rijk"), "--partner hoort alleen bij de rol partner.\n"),
    ):
        assert desk.fails(INVALID, *words).startswith(said)
    assert desk.fails(INVALID, *role, "partner").endswith(partners)
    assert desk.well("user", "list") == "a@b.nl  A\n"
    assert desk.well(*role, "finance") == "a@b.nl is nu financieel adviseur van Klein.\n"
    assert desk.well(*role, "finance") == "a@b.nl is nu financieel adviseur van Klein.\n"
    assert desk.well("user", "list") == "a@b.nl  A\n    Klein (1): financieel adviseur\n"


# ---- backup and restore ----


def test_backups_that_cannot_be_written(desk: Desk) -> None:
    desk.well("import", desk.file("k.json"))
    before = (desk.folder / "zaaiplan.db").read_bytes()
    for name in ("zaaiplan.db", "zaaiplan.db-wal", "./../" + desk.folder.name + "/zaaiplan.db"):
        path = desk.path(name)
        assert desk.fails(INVALID, "backup", path) == (
            f"{path} is de database zelf. Kies een ander bestand voor de back-up.\n"
        )
    assert desk.fails(FAULT, "backup", "/dev/full") == "/dev/full: No space left on device\n"
    assert desk.fails(FAULT, "backup", desk.path("k.json") + "/b.gz").startswith(desk.path("k.json"))
    assert (desk.folder / "zaaiplan.db").read_bytes() == before
    desk.well("export", "Klein")


def test_a_backup_takes_the_place_of_an_older_one_as_a_whole(desk: Desk) -> None:
    (desk.folder / "b.gz").write_text("an older one")
    desk.well("backup", desk.path("b.gz"))
    desk.well("backup", desk.path("nieuwe/map/b.gz"))
    assert (desk.folder / "b.gz").read_bytes() == (desk.folder / "nieuwe/map/b.gz").read_bytes()
    assert not [path for path in desk.folder.iterdir() if path.name.startswith(".")]


def test_a_backup_is_for_its_owner_alone(desk: Desk) -> None:
    """It holds addresses. Who opens it up for others is left alone."""
    desk.well("backup", desk.path("b.gz"))
    assert (desk.folder / "b.gz").stat().st_mode & 0o777 == 0o600
    (desk.folder / "b.gz").chmod(0o640)
    desk.well("backup", desk.path("b.gz"))
    assert (desk.folder / "b.gz").stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_restored(desk: Desk) -> None:
    desk.well("import", desk.file("k.json"))
    desk.well("backup", desk.path("b.gz"))
    before, whole = desk.well("export", "1"), (desk.folder / "b.gz").read_bytes()
    assert desk.fails(INVALID, "restore", desk.path("b.gz")) == (
        "De database is niet leeg. Maak eerst een back-up: met --replace verdwijnt alles wat er nu in staat.\n"
    )
    lines = gzip.decompress(whole).splitlines(keepends=True)
    newer = json.dumps({**json.loads(lines[0]), "revision": "9999"}).encode() + b"\n"
    for content in (b"", b"junk", whole[:-20], gzip.compress(b"".join(lines[:-1]))):
        (desk.folder / "j.gz").write_bytes(content)
        assert desk.fails(INVALID, "restore", desk.path("j.gz"), "--replace") == (
            f"{desk.path('j.gz')} is geen bruikbare back-up: het bestand is beschadigd of onvolledig, of geen back-up "
            "van Zaaiplan. Er is niets gewijzigd.\n"
        )
    (desk.folder / "j.gz").write_bytes(gzip.compress(newer))
    assert "van een nieuwere versie" in desk.fails(INVALID, "restore", desk.path("j.gz"), "--replace")
    assert desk.run("restore", desk.path("nergens.gz")).exit_code == INVALID
    assert desk.well("export", "1") == before


# ---- a database that is not there, or not ours ----

COMMANDS = (
    ("import", "{k}"),
    ("export", "Klein"),
    ("backup", "{b}"),
    ("user", "add", "a@b.nl", "--name", "A"),
    ("user", "role", "a@b.nl", "Klein", "reader"),
    ("user", "list"),
)


def every(desk: Desk) -> list[tuple[str, ...]]:
    places = {"k": desk.file("k.json"), "b": desk.path("b.gz")}
    return [tuple(word.format(**places) for word in words) for words in COMMANDS]


def test_without_a_database_there_is_none_afterwards(tmp_path: Path) -> None:
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/zaaiplan.db")
    for words in every(desk):
        assert desk.fails(GONE, *words) == NONE.format(tmp_path / "zaaiplan.db")
    (tmp_path / "j.gz").write_bytes(b"junk")
    desk.fails(INVALID, "restore", desk.path("j.gz"))
    assert not (tmp_path / "zaaiplan.db").exists()
    assert not (tmp_path / "b.gz").exists()


def test_another_version_of_the_database(both: Desk) -> None:
    for words in every(both):
        assert both.fails(GONE, *words).startswith("De database is er nog niet, of heeft nog geen tabellen: ")
    both.well("db", "upgrade")
    changed(both.url, "UPDATE alembic_version SET version_num = '0002'")
    for words in every(both):
        assert both.fails(GONE, *words).startswith("De database is van een oudere versie van Zaaiplan. ")
    changed(both.url, "UPDATE alembic_version SET version_num = '9999'")
    for words in [*every(both), ("db", "upgrade")]:
        assert both.fails(GONE, *words) == (
            "De database is van een nieuwere versie van Zaaiplan. Er is niets gewijzigd; werk eerst Zaaiplan zelf "
            "bij.\n"
        )


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:geheim@localhost/x",
        "zomaar iets",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://instance/zaaiplan.db",
        "sqlite://u:geheim@/x",
        "postgresql://u:geheim@localhost:poort/x",
        "postgresql://u:gehe/im@localhost/x",
    ],
)
def test_an_address_of_no_database(desk: Desk, url: str) -> None:
    said = desk.fails(GONE, "user", "list", url=url)
    assert said.startswith(("DATABASE_URL noemt geen database die Zaaiplan kent. ", "De database antwoordt niet: "))
    assert "geheim" not in said
    assert "im@" not in said


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:///{}/a.db", "sqlite:///{}/a.db?timeout=lang"])
def test_of_an_sqlite_address_only_the_file_counts(desk: Desk, url: str) -> None:
    """Another driver need not be there, and options are not asked."""
    said = desk.run("db", "upgrade", url=url.format(desk.folder))
    assert said.stdout == f"De database is bijgewerkt: {desk.folder}/a.db.\n"
    assert (desk.folder / "a.db").exists()


@pytest.mark.parametrize("words", [("user", "list"), ("db", "upgrade"), ("restore", "{b}")])
def test_a_server_that_does_not_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    desk.well("backup", desk.path("b.gz"))
    words = tuple(word.format(b=desk.path("b.gz")) for word in words)
    monkeypatch.setattr(database, "PATIENCE", 2)
    with socket.socket() as silent:  # it is listened to, and nobody says anything
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for port in (1, silent.getsockname()[1]):
            for address in (f"u:geheim@127.0.0.1:{port}/x", f"127.0.0.1:{port}/x?user=u&password=geheim"):
                said = desk.fails(GONE, *words, url=f"postgresql://{address}")
                assert said.startswith("De database antwoordt niet: ")
                assert "geheim" not in said
    said = desk.fails(GONE, *words, url="postgresql://u@127.0.0.1/x?pasword=geheim")
    assert said.startswith("De database antwoordt niet: ")
    assert "geheim" not in said


def test_the_address_is_said_without_its_password(both: Desk) -> None:
    if both.url.startswith("sqlite"):
        return
    url = both.url.replace("postgres:@", "postgres:geheim@") + "&password=ookgeheim"
    said = both.run("db", "upgrade", url=url).output
    assert "bijgewerkt: postgresql://postgres" in said
    assert "geheim" not in said


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/zaaiplan.db")
    (tmp_path / "zaaiplan.db").write_text("This is no database, but it is where it would be. " * 99)
    for words in [*every(desk), ("db", "upgrade")]:
        assert desk.fails(GONE, *words).startswith("Het bestand van de database is beschadigd, of is geen database (")
    assert (tmp_path / "zaaiplan.db").read_text().startswith("This is no database")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("a file")
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/map/zaaiplan.db")
    assert desk.fails(GONE, "db", "upgrade").startswith(f"De database antwoordt niet: {tmp_path}/map: ")


def test_a_database_that_can_only_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is opened for reading alone: of a test that root runs, permissions keep nobody out."""
    desk.well("import", desk.file("k.json"))
    opened = sqlite3.connect

    def for_reading(place: str, **options: Any) -> sqlite3.Connection:
        return opened(place.replace("mode=rw", "mode=ro").replace("mode=roc", "mode=ro"), **options)

    monkeypatch.setattr(database.sqlite3, "connect", for_reading)
    desk.well("export", "Klein")
    for words in (("user", "add", "a@b.nl", "--name", "A"), ("import", desk.file("g.json", name="Groot"))):
        assert desk.fails(GONE, *words).startswith("De database kan alleen gelezen worden. ")


def test_a_database_that_another_writes_to(both: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other holds all tables: who reads goes on with SQLite, who writes is told to come back."""
    both.well("db", "upgrade")
    both.well("import", both.file("k.json"))
    both.well("backup", both.path("b.gz"))
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    other = connect(both.url)
    with writing(other) as session:
        session.connection().exec_driver_sql("UPDATE programme SET version = version")
        both.well("export", "Klein")
        for words in (
            ("import", both.file("k.json", dial=3), "--replace"),
            ("restore", both.path("b.gz"), "--replace"),
        ):
            assert both.fails(GONE, *words) == (
                "De database is bezet: een ander is ermee bezig. Er is niets gewijzigd; probeer het straks opnieuw.\n"
            )
    with reading(other) as session:
        assert programmes.load(session, 1).programme == built()
        assert people.accounts(session) == []
    other.dispose()


def test_a_user_that_may_do_nothing(both: Desk) -> None:
    if both.url.startswith("sqlite"):
        return
    both.well("db", "upgrade")
    name = f"lezer_{os.getpid()}"
    changed(both.url, f"CREATE ROLE {name} LOGIN")
    try:
        said = both.fails(GONE, "user", "list", url=both.url.replace("postgres:@", f"{name}:@"))
        assert said.startswith("De database laat dit niet toe: permission denied for ")
    finally:
        changed(both.url, f"DROP ROLE {name}")

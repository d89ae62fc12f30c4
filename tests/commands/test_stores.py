"""`recupera stores`, and what each role of PostgreSQL may and may not do."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from recupera import keys
from recupera.cases.models import Case, File
from tests.commands.forbidden import FORBIDDEN
from tests.house import engines
from tests.house.processes import environment, recupera

pytestmark = pytest.mark.xdist_group("postgresql")

EVERY_DOOR = ("portal", "worker", "sender", "scanner", "desk")
Connect = Callable[[str, str], psycopg.Connection]


@pytest.fixture(scope="module")
def address(postgresql: str) -> str:
    """RECUPERA_DATABASE of a server on which the shipped script ran, twice."""
    name = f"stores_{secrets.token_hex(4)}"
    engines.make_stores(postgresql, name)
    return engines.make_stores(postgresql, name)


@pytest.fixture(scope="module")
def surroundings(address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose stores were upgraded twice."""
    data = tmp_path_factory.mktemp("stores") / "data"
    keys.make_missing(data)
    made = environment(data, database=address, demo="1", origin="http://127.0.0.1:8000")
    for _ in range(2):
        done = recupera("stores", "upgrade", environment=made)
        assert (done.returncode, done.stderr) == (0, "")
    return made


@pytest.fixture
def connect(address: str, surroundings: dict[str, str]) -> Iterator[Connect]:
    opened = []

    def as_door(door: str, store: str) -> psycopg.Connection:
        connection = psycopg.connect(address.format(door=door, store=store), autocommit=True)
        opened.append(connection)
        return connection

    yield as_door
    for connection in opened:
        connection.close()


def test_both_stores_are_told_to_be_up_to_date(surroundings: dict[str, str]) -> None:
    done = recupera("stores", environment=surroundings)
    assert (done.returncode, done.stdout) == (0, "letterbox: up to date\nvault: up to date\n")


@pytest.mark.parametrize(
    ("door", "store"),
    [("portal", "vault"), ("sender", "letterbox"), ("nobody", "vault")],
)
def test_a_door_cannot_connect_to_a_store_that_is_not_its_own(
    postgresql: str, address: str, surroundings: dict[str, str], door: str, store: str
) -> None:
    if door == "nobody":
        with closing(psycopg.connect(postgresql, autocommit=True)) as admin:
            admin.execute("DROP ROLE IF EXISTS recupera_nobody")
            admin.execute("CREATE ROLE recupera_nobody LOGIN")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address.format(door=door, store=store))


@pytest.mark.parametrize(("door", "store", "act"), FORBIDDEN)
def test_a_role_is_refused_what_its_door_never_does(
    connect: Connect, door: str, store: str, act: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connect(door, store).execute(act)


def test_the_portal_can_drop_an_envelope_and_only_the_worker_takes_it_away(
    connect: Connect,
) -> None:
    portal, worker = connect("portal", "letterbox"), connect("worker", "letterbox")
    portal.execute(
        "INSERT INTO letterbox_envelope (id, slot_id, kind, key_id, body) "
        "VALUES ('e', 's', 'ask', 'k', 'x')"
    )
    assert portal.execute("SELECT count(slot_id) FROM letterbox_envelope").fetchone() == (1,)
    assert worker.execute("DELETE FROM letterbox_envelope").rowcount == 1


def test_the_portal_spends_and_only_the_worker_forgets_what_was_spent(connect: Connect) -> None:
    portal, worker = connect("portal", "letterbox"), connect("worker", "letterbox")
    spent = "INSERT INTO guard_spent (id, until) VALUES ('a', 1) ON CONFLICT DO NOTHING"
    assert [portal.execute(spent).rowcount for _ in range(2)] == [1, 0]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        portal.execute("UPDATE guard_spent SET until = 2")
    assert worker.execute("DELETE FROM guard_spent").rowcount == 1


def test_a_day_that_the_worker_closes_is_closed_for_the_portal_too(connect: Connect) -> None:
    portal, worker = connect("portal", "letterbox"), connect("worker", "letterbox")
    worker.execute("INSERT INTO letterbox_closedday VALUES ('2026-12-24', 'x', 'x')")
    assert portal.execute("SELECT count(*) FROM letterbox_closedday").fetchone() == (1,)
    assert worker.execute("DELETE FROM letterbox_closedday").rowcount == 1


def test_the_worker_appends_to_the_journal_and_seals_what_it_wrote(connect: Connect) -> None:
    worker = connect("worker", "vault")
    worker.execute("INSERT INTO journal_entry (event, body) VALUES ('tried', 'x')")
    sealed = worker.execute("UPDATE journal_entry SET place = 1, chain = 'y' WHERE place IS NULL")
    assert sealed.rowcount == 1


def insert(connection: psycopg.Connection, row: Model) -> None:
    """As Django would, by this connection's role."""
    fields = {field.column: getattr(row, field.attname) for field in row._meta.concrete_fields}
    given = {
        name: value for name, value in fields.items() if not isinstance(value, DatabaseDefault)
    }
    names, places = ", ".join(given), ", ".join(["%s"] * len(given))
    statement = f"INSERT INTO {row._meta.db_table} ({names}) VALUES ({places})"
    connection.execute(statement.encode(), list(given.values()))


def test_the_scanner_ends_a_file_that_waits_and_touches_no_other(connect: Connect) -> None:
    worker, scanner = connect("worker", "vault"), connect("scanner", "vault")
    now = datetime.now(UTC)
    insert(worker, Case(reference="1", subject="a", received_at=now, opened_at=now))
    for name, state in (("w", "waiting"), ("c", "clean")):
        row = File(id=name, case_id="1", state=state, about=b"x", received_at=now, due_at=now)
        insert(worker, row)
    ended = "UPDATE cases_file SET state = 'clean', body = 'mine' WHERE id = %s AND lease = ''"
    assert scanner.execute("SELECT id FROM cases_file FOR UPDATE SKIP LOCKED").rowcount == 1
    assert [scanner.execute(ended, [name]).rowcount for name in ("w", "c")] == [1, 0]
    assert [scanner.execute(ended, [name]).rowcount for name in ("w", "c")] == [0, 0]
    bodies = worker.execute("SELECT id, body FROM cases_file ORDER BY id").fetchall()
    assert [(name, bytes(body or b"")) for name, body in bodies] == [("c", b""), ("w", b"mine")]
    worker.execute("DELETE FROM cases_file")
    worker.execute("DELETE FROM cases_case")


def test_the_desk_reads_cases_and_notes_what_it_passed_on(connect: Connect) -> None:
    worker, desk = connect("worker", "vault"), connect("desk", "vault")
    now = datetime.now(UTC)
    insert(worker, Case(reference="1", subject="a", received_at=now, opened_at=now))
    for table in ("case", "casefield", "entry", "file"):
        desk.execute(f"SELECT * FROM cases_{table}")
    assert desk.execute("SELECT * FROM cases_case").rowcount == 1
    desk.execute(
        "INSERT INTO cases_handover (case_id, name, found_at, due_at, lease, tries) "
        "VALUES ('1', 'n', now(), now(), '', 0)"
    )
    taken = desk.execute("SELECT * FROM cases_handover FOR UPDATE SKIP LOCKED")
    assert taken.rowcount == 1
    assert desk.execute("UPDATE cases_handover SET sent_at = now()").rowcount == 1
    worker.execute("DELETE FROM cases_handover")
    worker.execute("DELETE FROM cases_case")


def test_the_sender_reads_and_wipes_the_outbox(connect: Connect) -> None:
    sender = connect("sender", "vault")
    sender.execute("SELECT * FROM messages_message FOR UPDATE SKIP LOCKED")
    sender.execute("UPDATE messages_message SET body = ''")


@pytest.mark.parametrize("door", EVERY_DOOR)
def test_no_door_is_more_than_a_plain_role(connect: Connect, door: str) -> None:
    store = "vault" if door in {"sender", "desk"} else "letterbox"
    query = (
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls "
        "FROM pg_roles WHERE rolname = current_user"
    )
    assert connect(door, store).execute(query).fetchone() == (False,) * 5


def test_sqlite_stores_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keys.make_missing(data)
    made = environment(data, demo="1", origin="http://127.0.0.1:8000")
    before = recupera("stores", environment=made)
    after = recupera("stores", "upgrade", environment=made)
    assert (before.returncode, after.returncode) == (1, 0)
    assert "run `recupera stores upgrade`" in before.stdout
    modes = {path.name: path.stat().st_mode & 0o777 for path in data.glob("*.sqlite3")}
    assert modes == {"letterbox.sqlite3": 0o600, "vault.sqlite3": 0o600}

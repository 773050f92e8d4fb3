"""The rights over one's data: every table that names a person is read out for them and erased with them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from bot.domain.calendar import SOFIA
from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.forums import Forum
from bot.domain.ids import OrganisationId, ParticipantId
from bot.domain.participants import Participant
from bot.domain.proposals import Proposal, ProposalKind
from bot.domain.seats import Registration, RegistrationState
from bot.domain.staff import LastOwner, Role
from bot.services import participants, privacy
from bot.services.turn import Town, Turn
from storage import consultations, files, forums, proposals, questionnaires, reports, staff
from storage import participants as people
from storage.engine import Engine, Transaction
from storage.forums import doors, registrations
from storage.forums.doors import OpenDoor
from storage.privacy import Holding
from tests.asking import a_questionnaire
from tests.proposing import a_proposal
from tests.telling import furnish

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
AT = int(NOW.timestamp())
TOWN = Town(zone=SOFIA, language="bg")
MARIA = 770_000_123
IVAN = 770_000_124
NAMING = frozenset(
    {"participant", "actor", "chat_id", "telegram_id", "invited_by", "owner", "report_to", "author", "payload"}
)
"""Columns of these names lead to a person, whatever the schema says of them; a payload is what somebody wrote."""


def a_turn(tx: Transaction, actor: Participant | None = None) -> Turn:
    return Turn(tx=tx, now=NOW, town=TOWN, actor=actor)


async def agreed(tx: Transaction, telegram_id: int, name: str = "Мария") -> Participant:
    turn = a_turn(tx)
    return await participants.consent(turn, telegram_id=telegram_id, language="bg", first_name=name)


async def columns_that_name_people(tx: Transaction) -> set[tuple[str, str]]:
    """Tables and columns, as the schema itself tells."""
    tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    found = set()
    for table in (row["name"] for row in tables):
        for column in await tx.all(f"PRAGMA table_info({table})"):
            if column["name"] in NAMING:
                found.add((table, column["name"]))
        for key in await tx.all(f"PRAGMA foreign_key_list({table})"):
            if key["table"] == "participants":
                found.add((table, key["from"]))
    # Telegram's own name of a file, and of a group or a channel: none of a person.
    return found - {("files", "telegram_id"), ("chats", "chat_id")}


def an_update(telegram_id: int, number: int) -> str:
    who = {"id": telegram_id, "is_bot": False, "first_name": "Мария"}
    message = {"message_id": number, "from": who, "chat": {"id": telegram_id, "type": "private"}, "text": "тайна"}
    return orjson.dumps({"update_id": number, "message": message}).decode()


async def fill(tx: Transaction, person: Participant) -> None:
    """A row about this person in every table of the registry."""
    who, chat = person.id, person.telegram_id
    draft = Consultation(kind=ConsultationKind.other, title="Наредба за отпадъците", summary="Какво се променя.")
    consultation = await consultations.add(tx, draft, quiet=False, now=NOW)
    await staff.join(tx, who, role=Role.editor, organisation=OrganisationId("municipality"), name="Мария", now=NOW)
    params = orjson.dumps({"chat_id": chat, "text": "тайна"}).decode()
    for sql in (
        "INSERT INTO subscriptions VALUES (:who, 'topic', 'waste')",
        "INSERT INTO follows VALUES (:who, :consultation, :now, 1)",
        "INSERT INTO pending_alerts VALUES (:who, :consultation, :now)",
        "INSERT INTO told VALUES (:who, 'new:' || :consultation, :now)",
        """INSERT INTO outbox (lane, due_at, chat_id, participant, notice, params)
           VALUES (1, :now, :chat, :who, 'consultations.new', :params)""",
        """INSERT INTO outbox (lane, due_at, chat_id, participant, method, params)
           VALUES (0, :now, :chat, NULL, 'sendMessage', :params)""",
        "INSERT INTO dialogues VALUES (:chat, 'publish', 'title', '{\"title\": \"тайна\"}', 1, :now)",
        """INSERT INTO inbox (update_id, payload, received_at, attempts, retry_at)
           VALUES (100 + :who, :update, :now, 1, :now)""",
        "INSERT INTO parked VALUES ('P' || :who, 7, :update, 'ValueError', :now)",
        """INSERT INTO files (name, mime, size, content, expires_at, owner)
           VALUES ('copy.json', 'application/json', 2, 'тайна', :now, :who)""",
        """INSERT INTO invitations (token_hash, role, organisation, invited_by, created_at, expires_at, used_at)
           VALUES ('open' || :who, 'editor', 'municipality', :who, :now, :now + 9, NULL),
                  ('used' || :who, 'auditor', 'municipality', :who, :now, :now + 9, :now)""",
        """INSERT INTO occasions (consultation, key, name, params, due_at, pointless_at, report_to)
           VALUES (:consultation, 'new:' || :consultation, 'new', '{}', :now, :now, :who)""",
        "INSERT INTO tickets VALUES (1, :who, 1, 0, 1, 1, 0)",
        "INSERT INTO ballots VALUES (1, 'b' || :who, 1, '----5-y.')",
        "INSERT INTO signed_ballots VALUES (1, :who, 'b' || :who, '[]')",
        "INSERT INTO proposal_counts VALUES (:who, '2026-11-02', 1)",
        """INSERT INTO spravki (consultation, published_at, published_by, nil) VALUES (:consultation, :now, :who, 1)""",
        """INSERT INTO report_requests (report, consultation, format, language, chat_id, requested_at)
           VALUES ('spravka', :consultation, 'docx', 'bg', :chat, :now)""",
        """INSERT INTO bodies (id, kind, names, status, facts)
           VALUES ('b' || :who, 'committee', '{"bg": "Комисия"}', 'active', '{}')""",
        """INSERT INTO body_members (body, function, participant, name, organisation, name_public, since)
           VALUES ('b' || :who, 'chair', :who, 'Мария', 'Сдружение', 1, :now)""",
        """INSERT INTO body_invitations (member, token_hash, invited_by, created_at, expires_at, used_at)
           VALUES (:who, 'open seat' || :who, :who, :now, :now + 9, NULL),
                  (:who, 'used seat' || :who, :who, :now, :now + 9, :now)""",
        "INSERT INTO body_follows VALUES (:who, 'b' || :who, :now)",
        "INSERT INTO body_calls (id, body, text, opened_at) VALUES (:who, 'b' || :who, 'Търсим член.', :now)",
        """INSERT INTO body_applications (call, participant, name, organisation, text, status, submitted_at)
           VALUES (:who, :who, 'Мария', 'Мария и синове', 'тайна', 'submitted', :now)""",
        """INSERT INTO meetings (id, body, starts_at, place, is_open, status)
           VALUES (:who, 'b' || :who, :now, 'зала 1', 1, 'summoned')""",
        "INSERT INTO meeting_replies VALUES (:who, :who, 'excused', 'тайна', :now)",
        """INSERT INTO body_votes (id, body, question, options, opened_at, closes_at)
           VALUES (:who, 'b' || :who, 'Приемаме ли правилата?', '["да", "не"]', :now, :now + 9)""",
        "INSERT INTO body_ballots VALUES (:who, :who, 1, :now)",
        """INSERT INTO announcements (id, state, title, fallback, audience, buttons, author, approver, created_at,
                                      changed_at)
           VALUES (:who, 'sent', 'Спира водата', 'bg', '{"groups":[]}', '[]', :who, NULL, :now, :now),
                  (1000 + :who, 'sent', 'Спира токът', 'bg', '{"groups":[]}', '[]', NULL, :who, :now, :now)""",
        """INSERT INTO deliveries (announcement, participant, language, place, due_at, state, message_id, sent_at)
           VALUES (:who, :who, 'bg', 'uzundzhovo', :now, 1, 77, :now)""",
        "INSERT INTO live_screens VALUES (:chat, 77, 'progress', 1, 'bg', '', :now)",
        """INSERT INTO chats (id, chat_id, kind, title, language, joined_at)
           VALUES (:who, -:who, 'group', 'Форум', 'bg', :now)""",
        "INSERT INTO chat_administrators VALUES (:who, :chat, :now)",
        """INSERT INTO audit (at, actor, action, subject, facts)
           VALUES (:now, :who, 'consultation.prepared', 'consultation:1', '{}'),
                  (:now, NULL, 'staff.revoked', 'participant:' || :who, '{}')""",
    ):
        known = {
            "who": who, "chat": chat, "consultation": consultation, "now": AT, "params": params,
            "update": an_update(chat, 100 + who),
        }  # fmt: skip
        await tx.run(sql, **{name: value for name, value in known.items() if f":{name}" in sql})
    await propose(tx, person)
    await come_to_forums(tx, person)


async def come_to_forums(tx: Transaction, person: Participant) -> None:
    """They came to one, will come to another, and let somebody else in as staff."""
    for checked_in_at in (None, NOW):
        forum = await forums.add(tx, Forum(title="Форум за парка"), now=NOW)
        own = Registration(
            forum=forum.id,
            participant=person.id,
            state=RegistrationState.registered,
            code="ТАЙНА",
            name="Мария",
            registered_at=NOW,
            checked_in_at=checked_in_at,
        )
        await registrations.add(tx, own)
        guest = own.model_copy(update={"participant": None, "code": None, "name": "Гост"})
        await registrations.checked_by(tx, (await registrations.add(tx, guest)).id, person.id)
        await doors.put(tx, OpenDoor(forum.id, person.id, chat_id=person.telegram_id, message_id=1, changes_at=AT))
        await reports.ask(
            tx, "certificate", forum=forum.id, name="Тайна", format="pdf", language="bg",
            chat_id=person.telegram_id, now=NOW,
        )  # fmt: skip


async def propose(tx: Transaction, person: Participant) -> None:
    """A statement of theirs with everything that can hang on one, supported by themselves."""
    statement = Proposal(
        receipt_no=f"S-26-{person.id:05}",
        kind=ProposalKind.statement,
        author=person.id,
        name="Мария",
        name_public=True,
        organisation="Мария и синове",
        text="Повече дървета в парка.",  # an opinion stays, without a name
        received_on=NOW.date(),
        submitted_at=NOW,
    )
    kept = await proposals.add(tx, statement, submission=f"sent{person.id}")
    proposals.add_version(tx, kept.id, "тайна", now=NOW)
    file = await files.add(tx, name="тайна.pdf", mime="application/pdf", size=9, telegram_id=f"T{person.id}")
    await proposals.put_files(tx, kept.id, [file], now=NOW)
    proposals.say(tx, kept.id, "тайна", staff=person.id, by_staff=True, now=NOW)
    await proposals.support(tx, person.id, kept.id)


@pytest.fixture
async def town(database: Engine) -> Engine:
    """Maria and Ivan, with something in every table about each."""
    async with database.write() as tx:
        await furnish(tx)
        await questionnaires.add(tx, a_questionnaire(anonymous=False))
        for telegram_id in (MARIA, IVAN):
            await fill(tx, await agreed(tx, telegram_id))
    return database


async def turn_of(tx: Transaction, telegram_id: int) -> Turn:
    found = await people.arrival(tx, telegram_id, telegram_id)
    return Turn(tx=tx, now=NOW, town=TOWN, actor=found.participant, member=found.member)


async def test_every_table_that_names_a_person_is_in_the_registry(database: Engine) -> None:
    async with database.read() as tx:
        named = {table for table, _ in await columns_that_name_people(tx)}
    registered = [holding.table for holding in privacy.HOLDINGS]
    assert named - {*registered} == set(), "bring an exporter and an eraser: bot/services/privacy.py"
    assert len(registered) == len({*registered})


async def test_the_registry_names_no_table_that_is_gone(database: Engine) -> None:
    async with database.read() as tx:
        tables = {row["name"] for row in await tx.all("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {holding.table for holding in privacy.HOLDINGS} - tables == set()


async def test_a_copy_holds_something_of_every_table(town: Engine) -> None:
    async with town.read() as tx:
        held = await privacy.everything(await turn_of(tx, MARIA), "bg")
    assert [table for table, rows in held.rows.items() if not rows] == []
    assert held.names["organisation"]["municipality"] == "Община"
    assert "Наредба за отпадъците" in held.names["consultation"].values()


async def test_a_copy_holds_nothing_of_anybody_else(town: Engine) -> None:
    async with town.read() as tx:
        held = await privacy.everything(await turn_of(tx, MARIA), "bg")
    written = repr(held.rows)
    assert str(MARIA) in written
    assert str(IVAN) not in written


async def test_a_copy_does_not_give_away_the_links_of_invitations(town: Engine) -> None:
    async with town.read() as tx:
        held = await privacy.everything(await turn_of(tx, MARIA), "bg")
    assert "token_hash" not in repr(held.rows)


async def left_of(tx: Transaction, number: ParticipantId, telegram_id: int) -> dict[tuple[str, str], int]:
    """How many rows still lead to somebody, by table and column."""
    found = {}
    for table, column in await columns_that_name_people(tx):
        found[table, column] = int(
            await tx.value(
                f"SELECT count(*) FROM {table} WHERE {column} IN (:number, :telegram_id)",
                number=number,
                telegram_id=telegram_id,
            )
        )
    return {place: count for place, count in found.items() if count}


async def test_after_an_erasure_no_column_leads_to_the_person(town: Engine) -> None:
    async with town.write() as tx:
        turn = await turn_of(tx, MARIA)
        number = turn.participant.id
        await privacy.forget(turn)
    async with town.read() as tx:
        assert await left_of(tx, number, MARIA) == {}


async def everything_written(tx: Transaction) -> str:
    tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return repr([[{**one} for one in await tx.all(f"SELECT * FROM {row['name']}")] for row in tables])


async def test_after_an_erasure_no_text_speaks_of_the_person(town: Engine) -> None:
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, IVAN))
        turn = await turn_of(tx, MARIA)
        number = turn.participant.id
        await privacy.forget(turn)
    async with town.read() as tx:
        written = await everything_written(tx)
    assert str(MARIA) not in written
    assert f"participant:{number}" not in written
    assert "Мария" not in written
    assert "тайна" not in written
    assert "ТАЙНА" not in written


async def counts(tx: Transaction) -> Mapping[str, int]:
    return {one.table: int(await tx.value(f"SELECT count(*) FROM {one.table}")) for one in privacy.HOLDINGS}


async def test_an_erasure_takes_nothing_from_anybody_else(town: Engine) -> None:
    async with town.read() as tx:
        before = (await privacy.everything(await turn_of(tx, IVAN), "bg")).rows
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        after = (await privacy.everything(await turn_of(tx, IVAN), "bg")).rows
    assert {**after} == {**before}


async def test_the_trail_keeps_what_was_done_without_who_did_it(town: Engine) -> None:
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        rows = await tx.all("SELECT action, subject FROM audit WHERE actor IS NULL ORDER BY id")
    assert [(row["action"], row["subject"]) for row in rows] == [
        ("consultation.prepared", "consultation:1"),
        ("staff.revoked", None),
        ("staff.revoked", rows[2]["subject"]),
        ("participant.erased", None),
    ]


async def test_who_came_to_a_forum_is_counted_on_and_who_only_meant_to_frees_the_seat(town: Engine) -> None:
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        rows = await tx.all(
            """SELECT participant, name, code, checked_in_at FROM registrations
               WHERE forum IN (SELECT id FROM forums ORDER BY id LIMIT 2) AND name IS NOT 'Гост'"""
        )
    assert [{**row} for row in rows] == [{"participant": None, "name": None, "code": None, "checked_in_at": AT}]


async def test_answers_that_were_signed_are_read_out_in_words_and_stay_without_whose_they_were(town: Engine) -> None:
    async with town.write() as tx:
        turn = await turn_of(tx, MARIA)
        held = await privacy.everything(turn, "bg")
        await privacy.forget(turn)
    (signed,) = held.rows["signed_ballots"]
    assert orjson.loads(signed["answers"]) == {"Информацията беше ясна.": 5, "За първи път ли идвате?": True}
    assert held.names["questionnaire"] == {"1": "Вашето мнение за форума"}
    async with town.read() as tx:
        assert await tx.value("SELECT count(*) FROM ballots") == 2
        assert await tx.value("SELECT count(*) FROM signed_ballots") == 1


async def test_an_announcement_stays_without_the_name_of_whoever_wrote_it_or_let_it_go(town: Engine) -> None:
    async with town.write() as tx:
        turn = await turn_of(tx, MARIA)
        held = await privacy.everything(turn, "bg")
        await privacy.forget(turn)
    assert [(row["written"], row["approved"]) for row in held.rows["announcements"]] == [(1, 0), (0, 1)]
    assert {"Спира водата", "Спира токът"} == {*held.names["announcement"].values()}
    async with town.read() as tx:
        assert await tx.value("SELECT count(*) FROM announcements WHERE author IS NULL AND approver IS NULL") == 2
        assert await tx.value("SELECT count(*) FROM deliveries") == 1


async def test_an_invitation_nobody_took_up_goes_with_who_gave_it(town: Engine) -> None:
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        rows = await tx.all("SELECT used_at FROM invitations WHERE invited_by IS NULL")
    assert [row["used_at"] for row in rows] == [AT]


async def test_an_update_that_failed_is_not_tried_again_for_who_is_gone(town: Engine) -> None:
    async with town.write() as tx:
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        rows = await tx.all("SELECT payload IS NULL AS cleared, handled_at IS NULL AS waiting FROM inbox ORDER BY 1")
    assert [(row["cleared"], row["waiting"]) for row in rows] == [(False, True), (True, False)]


async def test_what_was_just_written_and_not_yet_read_is_still_answered(town: Engine) -> None:
    async with town.write() as tx:
        await tx.run(
            "INSERT INTO inbox (update_id, payload, received_at) VALUES (1, :update, :now)",
            update=an_update(MARIA, 1),
            now=AT,
        )
        await privacy.forget(await turn_of(tx, MARIA))
    async with town.read() as tx:
        assert await tx.value("SELECT payload FROM inbox WHERE update_id = 1") is not None


async def test_whoever_returns_is_new_and_has_another_number(database: Engine) -> None:
    async with database.write() as tx:
        await furnish(tx)
        first = await agreed(tx, MARIA)
        await privacy.forget(a_turn(tx, first))
        again = await agreed(tx, MARIA)
    assert again.id > first.id
    assert again.consented_at == NOW


async def test_after_an_erasure_the_turn_belongs_to_nobody(town: Engine) -> None:
    async with town.write() as tx:
        turn = await turn_of(tx, MARIA)
        await privacy.forget(turn)
        assert turn.member is None
        with pytest.raises(ConsentNeeded):
            await privacy.forget(turn)
        with pytest.raises(ConsentNeeded):
            await privacy.everything(turn, "bg")


async def owned(tx: Transaction, person: Participant) -> Turn:
    await staff.join(
        tx, person.id, role=Role.owner, organisation=OrganisationId("municipality"), name="Надежда", now=NOW
    )
    return await turn_of(tx, person.telegram_id)


async def test_the_last_owner_names_another_one_first(database: Engine) -> None:
    async with database.write() as tx:
        await furnish(tx)
        turn = await owned(tx, await agreed(tx, MARIA))
        assert await privacy.is_last_owner(turn)
        with pytest.raises(LastOwner):
            await privacy.forget(turn)
        await owned(tx, await agreed(tx, IVAN))
        assert not await privacy.is_last_owner(turn)
        await privacy.forget(turn)
        assert await staff.owners(tx) == 1


async def test_copies_are_for_a_day_and_in_place_of_earlier_ones(database: Engine) -> None:
    copy = privacy.Copy("copy.json", "application/json", b"{}")
    async with database.write() as tx:
        turn = a_turn(tx, await agreed(tx, MARIA))
        (earlier,) = await privacy.keep_copies(turn, [copy])
        kept = await privacy.keep_copies(turn, [copy, copy])
        assert await tx.value("SELECT count(*) FROM files") == 2
        assert await files.content(tx, kept[0]) == b"{}"
        with pytest.raises(NotFound):
            await files.get(tx, earlier)
        await files.forget_expired(tx, NOW + timedelta(hours=23))
        assert await tx.value("SELECT count(*) FROM files") == 2
        await files.forget_expired(tx, NOW + privacy.COPY_LIVES)
        assert await tx.value("SELECT count(*) FROM files") == 0


@pytest.mark.parametrize("holding", privacy.HOLDINGS, ids=lambda one: one.table)
async def test_each_table_is_erased_by_its_own_eraser(town: Engine, holding: Holding) -> None:
    async with town.write() as tx:
        person = (await turn_of(tx, MARIA)).participant
        assert await holding.export(tx, person)
        await holding.erase(tx, person)
        assert [*await holding.export(tx, person)] == []


async def test_files_that_went_to_the_registry_stay_there_and_the_others_go(database: Engine) -> None:
    async with database.write() as tx:
        await furnish(tx)
        person = await agreed(tx, MARIA)
        for registry_no in (None, "94-00-17"):
            one = await a_proposal(a_turn(tx, person), person, kind=ProposalKind.formal, name="Мария", contact="тук")
            await proposals.save(tx, one.model_copy(update={"registry_no": registry_no}))
            name = f"{registry_no}.pdf"
            file = await files.add(tx, name=name, mime="application/pdf", size=9, telegram_id="T")
            await proposals.put_files(tx, one.id, [file], now=NOW)
        await privacy.forget(a_turn(tx, person))
        assert [row["name"] for row in await tx.all("SELECT name FROM files")] == ["94-00-17.pdf"]

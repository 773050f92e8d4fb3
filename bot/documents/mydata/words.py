"""A copy of everything held about a person: a page to read in their language, and JSON for programs.

Both say the same. Instants are ISO 8601 in UTC in the JSON, and in the town's time on the page.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
from markupsafe import Markup

from bot.domain.deliveries import DeliveryState
from bot.domain.participants import UNTIL_RESUMED
from bot.domain.town import WHOLE
from bot.i18n import NAMES, Translator, mark
from bot.services.privacy import Copy, Everything

TABLES = {
    "participants": mark("mydata.participants"),
    "subscriptions": mark("mydata.subscriptions"),
    "follows": mark("mydata.follows"),
    "proposals": mark("mydata.proposals"),
    "proposal_versions": mark("mydata.proposal_versions"),
    "proposal_files": mark("mydata.proposal_files"),
    "proposal_messages": mark("mydata.proposal_messages"),
    "proposal_supports": mark("mydata.proposal_supports"),
    "proposal_counts": mark("mydata.proposal_counts"),
    "registrations": mark("mydata.registrations"),
    "tickets": mark("mydata.tickets"),
    "signed_ballots": mark("mydata.signed_ballots"),
    "forum_doors": mark("mydata.forum_doors"),
    "body_members": mark("mydata.body_members"),
    "body_applications": mark("mydata.body_applications"),
    "body_follows": mark("mydata.body_follows"),
    "meeting_replies": mark("mydata.meeting_replies"),
    "body_ballots": mark("mydata.body_ballots"),
    "body_invitations": mark("mydata.body_invitations"),
    "deliveries": mark("mydata.deliveries"),
    "announcements": mark("mydata.announcements"),
    "live_screens": mark("mydata.live_screens"),
    "staff": mark("mydata.staff"),
    "invitations": mark("mydata.invitations"),
    "dialogues": mark("mydata.dialogues"),
    "pending_alerts": mark("mydata.pending_alerts"),
    "told": mark("mydata.told"),
    "outbox": mark("mydata.outbox"),
    "occasions": mark("mydata.occasions"),
    "spravki": mark("mydata.spravki"),
    "report_requests": mark("mydata.report_requests"),
    "files": mark("mydata.files"),
    "audit": mark("mydata.audit"),
    "inbox": mark("mydata.inbox"),
    "parked": mark("mydata.parked"),
}
"""In the order of the page."""

COLUMNS = {
    "action": mark("mydata.column_action"),
    "announcement": mark("mydata.column_announcement"),
    "answer": mark("mydata.column_answer"),
    "answers": mark("mydata.column_answers"),
    "approved": mark("mydata.column_approved"),
    "at": mark("mydata.column_at"),
    "body": mark("mydata.column_body"),
    "by_staff": mark("mydata.column_by_staff"),
    "cadence": mark("mydata.column_cadence"),
    "chased": mark("mydata.column_chased"),
    "checked_in_at": mark("mydata.column_checked_in_at"),
    "cast_at": mark("mydata.column_cast_at"),
    "choice": mark("mydata.column_choice"),
    "code": mark("mydata.column_code"),
    "consent_language": mark("mydata.column_consent_language"),
    "consent_version": mark("mydata.column_consent_version"),
    "consented_at": mark("mydata.column_consented_at"),
    "consultation": mark("mydata.column_consultation"),
    "contact": mark("mydata.column_contact"),
    "conversation": mark("mydata.column_conversation"),
    "count": mark("mydata.column_count"),
    "created_at": mark("mydata.column_created_at"),
    "day": mark("mydata.column_day"),
    "declined": mark("mydata.column_declined"),
    "decided_at": mark("mydata.column_decided_at"),
    "draft": mark("mydata.column_draft"),
    "due_at": mark("mydata.column_due_at"),
    "erase_on": mark("mydata.column_erase_on"),
    "expires_at": mark("mydata.column_expires_at"),
    "facts": mark("mydata.column_facts"),
    "followed_at": mark("mydata.column_followed_at"),
    "format": mark("mydata.column_format"),
    "forum": mark("mydata.column_forum"),
    "hidden_code": mark("mydata.column_hidden_code"),
    "hidden_sentence": mark("mydata.column_hidden_sentence"),
    "invited": mark("mydata.column_invited"),
    "kind": mark("mydata.column_kind"),
    "language": mark("mydata.column_language"),
    "last_alert_on": mark("mydata.column_last_alert_on"),
    "last_seen_on": mark("mydata.column_last_seen_on"),
    "message_id": mark("mydata.column_message_id"),
    "method": mark("mydata.column_method"),
    "name": mark("mydata.column_name"),
    "name_public": mark("mydata.column_name_public"),
    "note": mark("mydata.column_note"),
    "notice": mark("mydata.column_notice"),
    "offered_until": mark("mydata.column_offered_until"),
    "organisation": mark("mydata.column_organisation"),
    "params": mark("mydata.column_params"),
    "parked_at": mark("mydata.column_parked_at"),
    "paused_until": mark("mydata.column_paused_until"),
    "payload": mark("mydata.column_payload"),
    "place": mark("mydata.column_place"),
    "proposal": mark("mydata.column_proposal"),
    "provision": mark("mydata.column_provision"),
    "published_at": mark("mydata.column_published_at"),
    "questionnaire": mark("mydata.column_questionnaire"),
    "question": mark("mydata.column_question"),
    "quiet_end": mark("mydata.column_quiet_end"),
    "quiet_start": mark("mydata.column_quiet_start"),
    "quota": mark("mydata.column_quota"),
    "reason": mark("mydata.column_reason"),
    "receipt_no": mark("mydata.column_receipt_no"),
    "received_at": mark("mydata.column_received_at"),
    "received_on": mark("mydata.column_received_on"),
    "registered_at": mark("mydata.column_registered_at"),
    "registered_on": mark("mydata.column_registered_on"),
    "registry_no": mark("mydata.column_registry_no"),
    "reminders": mark("mydata.column_reminders"),
    "replaced_at": mark("mydata.column_replaced_at"),
    "replied_at": mark("mydata.column_replied_at"),
    "reply": mark("mydata.column_reply"),
    "report": mark("mydata.column_report"),
    "requested_at": mark("mydata.column_requested_at"),
    "role": mark("mydata.column_role"),
    "said_at": mark("mydata.column_said_at"),
    "scope": mark("mydata.column_scope"),
    "sent_at": mark("mydata.column_sent_at"),
    "shown_at": mark("mydata.column_shown_at"),
    "since": mark("mydata.column_since"),
    "size": mark("mydata.column_size"),
    "stance": mark("mydata.column_stance"),
    "starts_at": mark("mydata.column_starts_at"),
    "state": mark("mydata.column_state"),
    "status": mark("mydata.column_status"),
    "subject": mark("mydata.column_subject"),
    "submitted_at": mark("mydata.column_submitted_at"),
    "target": mark("mydata.column_target"),
    "telegram_id": mark("mydata.column_telegram_id"),
    "text": mark("mydata.column_text"),
    "told_at": mark("mydata.column_told_at"),
    "unreachable_since": mark("mydata.column_unreachable_since"),
    "update_id": mark("mydata.column_update_id"),
    "updated_at": mark("mydata.column_updated_at"),
    "used": mark("mydata.column_used"),
    "used_at": mark("mydata.column_used_at"),
    "view": mark("mydata.column_view"),
    "wants_results": mark("mydata.column_wants_results"),
    "written": mark("mydata.column_written"),
}

INSTANTS = frozenset(
    {name for name in COLUMNS if name.endswith("_at")}
    | {"at", "since", "unreachable_since", "paused_until", "offered_until"}
)
DATES = frozenset({name for name in COLUMNS if name.endswith("_on")} | {"day"})
NESTED = frozenset({"answer", "answers", "draft", "facts", "params", "payload"})
"""Columns that hold JSON."""

CODES = {
    ("cadence", "at_once"): mark("settings.cadence_at_once"),
    ("cadence", "daily"): mark("settings.cadence_daily"),
    ("cadence", "weekly"): mark("settings.cadence_weekly"),
    ("cadence", "never"): mark("settings.cadence_never"),
    ("scope", "topic"): mark("mydata.scope_topic"),
    ("scope", "place"): mark("mydata.scope_place"),
    ("target", WHOLE): mark("common.whole_municipality"),
    ("reminders", 0): mark("common.no"),
    ("reminders", 1): mark("common.yes"),
    ("name_public", 0): mark("common.no"),
    ("name_public", 1): mark("common.yes"),
    ("by_staff", 0): mark("common.no"),
    ("by_staff", 1): mark("common.yes"),
    ("used", 0): mark("common.no"),
    ("used", 1): mark("common.yes"),
    ("declined", 0): mark("common.no"),
    ("declined", 1): mark("common.yes"),
    ("wants_results", 0): mark("common.no"),
    ("wants_results", 1): mark("common.yes"),
    ("invited", 0): mark("common.no"),
    ("invited", 1): mark("common.yes"),
    ("written", 0): mark("common.no"),
    ("written", 1): mark("common.yes"),
    ("approved", 0): mark("common.no"),
    ("approved", 1): mark("common.yes"),
    ("chased", 0): mark("common.no"),
    ("chased", 1): mark("common.yes"),
    ("kind", "statement"): mark("proposals.kind_statement"),
    ("kind", "formal"): mark("proposals.kind_formal"),
    ("stance", "support"): mark("proposals.stance_support"),
    ("stance", "change"): mark("proposals.stance_change"),
    ("stance", "oppose"): mark("proposals.stance_oppose"),
    ("status", "submitted"): mark("proposals.state_submitted"),
    ("status", "visible"): mark("proposals.state_visible"),
    ("status", "hidden"): mark("proposals.state_hidden"),
    ("status", "answered"): mark("proposals.state_answered"),
    ("status", "incomplete"): mark("proposals.state_incomplete"),
    ("status", "forwarded"): mark("proposals.state_forwarded"),
    ("status", "in_review"): mark("proposals.state_in_review"),
    ("status", "extended"): mark("proposals.state_extended"),
    ("status", "redirected"): mark("proposals.state_redirected"),
    ("status", "accepted"): mark("proposals.outcome_accepted"),
    ("status", "partly"): mark("proposals.outcome_partly"),
    ("status", "not_accepted"): mark("proposals.outcome_not_accepted"),
    ("status", "done"): mark("proposals.state_done"),
    ("status", "closed"): mark("proposals.state_closed"),
    ("status", "withdrawn"): mark("proposals.state_withdrawn"),
    ("state", "registered"): mark("forums.state_registered"),
    ("state", "waiting"): mark("forums.state_waiting"),
    ("state", "offered"): mark("forums.state_offered"),
    ("state", "cancelled"): mark("forums.state_cancelled"),
    ("state", "off"): mark("forums.state_off"),
    ("state", DeliveryState.waiting): mark("mydata.copy_waiting"),
    ("state", DeliveryState.shown): mark("mydata.copy_shown"),
    ("state", DeliveryState.digest): mark("mydata.copy_digest"),
    ("state", DeliveryState.unreachable): mark("mydata.copy_unreachable"),
    ("state", DeliveryState.failed): mark("mydata.copy_failed"),
    ("state", DeliveryState.skipped): mark("mydata.copy_skipped"),
    ("state", DeliveryState.folded): mark("mydata.copy_folded"),
    ("state", DeliveryState.deleted): mark("mydata.copy_deleted"),
    ("state", DeliveryState.replaced): mark("mydata.copy_replaced"),
    ("state", DeliveryState.kept): mark("mydata.copy_kept"),
    ("status", "declined"): mark("bodies.application_declined"),
    ("reply", "coming"): mark("mydata.reply_coming"),
    ("reply", "excused"): mark("mydata.reply_excused"),
    ("role", "chair"): mark("bodies.function_chair"),
    ("role", "vice"): mark("bodies.function_vice"),
    ("role", "secretary"): mark("bodies.function_secretary"),
    ("role", "member"): mark("bodies.function_member"),
    ("hidden_code", "personal_data"): mark("proposals.hidden_personal_data"),
    ("hidden_code", "insult"): mark("proposals.hidden_insult"),
    ("hidden_code", "spam"): mark("proposals.hidden_spam"),
    ("hidden_code", "off_topic"): mark("proposals.hidden_off_topic"),
    ("hidden_code", "illegal"): mark("proposals.hidden_illegal"),
    ("hidden_code", "duplicate"): mark("proposals.hidden_duplicate"),
}

STYLE = """body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h2{margin-top:2rem}dl{border-top:1px solid #bbb;margin:0;padding:.5rem 0}
dt{font-weight:bold}dd{margin:0 0 .5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}"""

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    "<body>\n<h1>{title}</h1>\n<p>{about}</p>\n{responsible}\n{parts}\n</body>\n</html>\n"
)
_PART = Markup("<section>\n<h2>{title}</h2>\n{rows}\n</section>")
_PAIR = Markup("<dt>{name}</dt><dd>{value}</dd>")


def documents(t: Translator, held: Everything, organisations: Sequence[str], *, now: datetime) -> tuple[Copy, Copy]:
    """The page and the JSON. `organisations` answer for the data."""
    day = now.astimezone(t.zone).date().isoformat()
    return (
        Copy(f"prestige-{day}.html", "text/html", page(t, held, organisations, now=now).encode()),
        Copy(f"prestige-{day}.json", "application/json", as_json(held, organisations, now=now)),
    )


# -- for programs --------------------------------------------------------------------------------------------------


def as_json(held: Everything, organisations: Sequence[str], *, now: datetime) -> bytes:
    """Every table, also the empty ones, with the names of what its numbers stand for."""
    content = {
        "made_at": _iso(int(now.timestamp())),
        "responsible": list(organisations),
        "held": {table: [_row(row) for row in rows] for table, rows in held.rows.items()},
        "names": {column: {**names} for column, names in _mentioned(held).items()},
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {column: _plain(column, value) for column, value in row.items()}


def _plain(column: str, value: Any) -> Any:
    if value is None:
        return None
    if column in INSTANTS:
        return _iso(value)
    return orjson.loads(value) if column in NESTED else value


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _mentioned(held: Everything) -> dict[str, dict[str, str]]:
    """Names of what the rows speak of, and of nothing else."""
    return {
        column: {
            str(row[column]): names[str(row[column])]
            for rows in held.rows.values()
            for row in rows
            if str(row.get(column)) in names
        }
        for column, names in held.names.items()
    }


# -- for people ----------------------------------------------------------------------------------------------------


def page(t: Translator, held: Everything, organisations: Sequence[str], *, now: datetime) -> str:
    """One HTML file that needs nothing else. What nothing is held in is left out."""
    parts = [
        _PART.format(title=t.plain(words), rows=Markup("\n").join(_list(t, row, held) for row in held.rows[table]))
        for table, words in TABLES.items()
        if held.rows.get(table)
    ]
    names = t.listing([*organisations])
    responsible = Markup("<p>{}</p>").format(t.plain("mydata.responsible", names=names)) if organisations else ""
    whole = _PAGE.format(
        language=t.language,
        title=t.plain("mydata.title"),
        style=Markup(STYLE),
        about=t.plain("mydata.about", moment=t.moment(now)),
        responsible=responsible,
        parts=Markup("\n").join(parts),
    )
    return str(whole)


def _list(t: Translator, row: Mapping[str, Any], held: Everything) -> Markup:
    pairs = [
        _PAIR.format(name=t.plain(COLUMNS[column]), value=_shown(t, column, value, held))
        for column, value in row.items()
        if value is not None
    ]
    return Markup("<dl>{}</dl>").format(Markup("").join(pairs))


def _shown(t: Translator, column: str, value: Any, held: Everything) -> Markup | str:
    if (column, value) in CODES:
        return t.plain(CODES[column, value])
    if column in INSTANTS:
        beyond = value >= UNTIL_RESUMED.timestamp()
        return t.plain("mydata.no_date") if beyond else t.moment(datetime.fromtimestamp(value, UTC))
    if column in DATES:
        return t.date(date.fromisoformat(value))
    if column in ("quiet_start", "quiet_end"):
        return f"{value // 60:02}:{value % 60:02}"
    if column in ("language", "consent_language"):
        return NAMES.get(str(value), str(value))
    if column in NESTED:
        pretty = orjson.dumps(orjson.loads(value), option=orjson.OPT_INDENT_2).decode()
        return Markup("<pre>{}</pre>").format(pretty)
    return held.names.get(column, {}).get(str(value), str(value))

"""Groups and channels: founding them, who is in them as what, and moving house."""

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.communities import Community
from bot.sandbox.control.answers import Wrong, person_of, text_of, whole_of
from bot.sandbox.groups import Group

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


def community_of(sandbox: "Sandbox", number: str | int) -> Community:
    community = sandbox.world.communities.get(int(number))
    if community is None:
        raise Wrong(404, "There is no such group or channel.")
    return community


async def found(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    """{title, kind: group|supergroup|channel, by, username?, with_bot?}"""
    title, kind = text_of(body, "title").strip(), text_of(body, "kind")
    by, with_bot = person_of(sandbox, whole_of(body, "by")), bool(body.get("with_bot", True))
    username = text_of(body, "username", "") or None
    if not 1 <= len(title) <= 128:
        raise Wrong(400, "A title has 1 to 128 characters.")
    if username is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", username):
        raise Wrong(400, "A user name has 4 to 32 letters, digits and underscores.")
    if kind not in ("group", "supergroup", "channel"):
        raise Wrong(400, "The kind is group, supergroup or channel.")
    community: Community = (
        sandbox.add_channel(title, by, username, with_bot=with_bot)
        if kind == "channel"
        else sandbox.add_group(title, by, username, kind=kind, with_bot=with_bot)
    )
    return 201, community.as_json()


async def bot(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{by, status: member|administrator|restricted|kicked, rights?: {name: bool}, payload?}: what the bot becomes."""
    community, by = community_of(sandbox, number), person_of(sandbox, whole_of(body, "by"))
    status, rights, payload = text_of(body, "status"), _rights(body), body.get("payload")
    if status == "kicked":
        community.remove_bot(by)
    elif status == "administrator":
        _or_wrong(lambda: community.promote_bot(by, **rights))
        if isinstance(community, Group) and isinstance(payload, str):
            community.start_bot(by, payload)
    elif isinstance(community, Group) and status == "restricted":
        _or_wrong(lambda: community.restrict_bot(by, **rights))
    elif isinstance(community, Group) and status == "member":
        if community.chat.closed_because is None:
            community.demote_bot(by)
        else:
            community.add_bot(by, payload if isinstance(payload, str) else None)
    else:
        raise Wrong(400, "The bot cannot become that here.")
    return 200, community.as_json()


async def member(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{person, status: creator|administrator|member|left, anonymous?, rights?}: what somebody becomes."""
    community, person = community_of(sandbox, number), person_of(sandbox, whole_of(body, "person"))
    status, anonymous = text_of(body, "status"), bool(body.get("anonymous", False))
    if status == "creator":
        community.make_creator(person, anonymous=anonymous)
    elif status == "administrator":
        _or_wrong(lambda: community.make_administrator(person, anonymous=anonymous, **_rights(body)))
    elif status == "member":
        community.make_member(person)
    elif status == "left":
        community.leave(person)
    else:
        raise Wrong(400, "The status is creator, administrator, member or left.")
    return 200, community.as_json()


async def upgrade(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{by}: a group becomes a supergroup, which is answered."""
    community, by = community_of(sandbox, number), person_of(sandbox, whole_of(body, "by"))
    if not isinstance(community, Group):
        raise Wrong(409, "Only a group can become a supergroup.")
    return 201, community.upgrade(by).as_json()


def _rights(body: Json) -> dict[str, bool]:
    rights = body.get("rights") or {}
    if not isinstance(rights, dict) or not all(isinstance(value, bool) for value in rights.values()):
        raise Wrong(400, "rights are names with true or false.")
    return rights


def _or_wrong(deed: Any) -> None:
    try:
        deed()
    except ValueError as error:
        raise Wrong(400, f"{error}.") from None

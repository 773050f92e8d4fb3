"""Who is in a group or channel, and as what: the ChatMember objects of the Bot API, apart from their user."""

from typing import Any

Json = dict[str, Any]

SHARED_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
RIGHTS_BY_KIND = {
    "group": (*SHARED_RIGHTS, "can_pin_messages"),
    "supergroup": (*SHARED_RIGHTS, "can_pin_messages", "can_manage_topics"),
    "channel": (*SHARED_RIGHTS, "can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}
USUAL_RIGHTS = frozenset(
    {"can_manage_chat", "can_delete_messages", "can_invite_users", "can_pin_messages"}
    | {"can_post_messages", "can_edit_messages"}
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
LEFT: Json = {"status": "left"}
MEMBER: Json = {"status": "member"}
BANNED: Json = {"status": "kicked", "until_date": 0}
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


def creator(*, anonymous: bool = False) -> Json:
    return {"status": "creator", "is_anonymous": anonymous}


def administrator(kind: str, *, anonymous: bool = False, **rights: bool) -> Json:
    """With the usual rights, but for those that are named. Raises ValueError for a right nobody has in such a chat."""
    known = RIGHTS_BY_KIND[kind]
    unknown = rights.keys() - set(known)
    if unknown:
        raise ValueError(f"an administrator of a {kind} has no right {min(unknown)}")
    given = {right: rights.get(right, right in USUAL_RIGHTS) for right in known}
    return {"status": "administrator", "can_be_edited": False, "is_anonymous": anonymous, **given}


def restricted(**permissions: bool) -> Json:
    """A member who may do nothing but what is named."""
    unknown = permissions.keys() - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"there is no permission {min(unknown)}")
    given = {permission: permissions.get(permission, False) for permission in PERMISSIONS}
    return {"status": "restricted", "is_member": True, "until_date": 0, **given}


class Roll:
    """The members of one chat by number, the bot among them. Whoever is not on it has left."""

    def __init__(self) -> None:
        self._members: dict[int, Json] = {}

    def of(self, user_id: int) -> Json:
        return self._members.get(user_id, LEFT)

    def status(self, user_id: int) -> str:
        return str(self.of(user_id)["status"])

    def put(self, user_id: int, member: Json) -> Json:
        """Enter somebody; what they were before."""
        before = self.of(user_id)
        self._members[user_id] = member
        return before

    def administrators(self) -> list[int]:
        """Who governs the chat, its creator first."""
        found = [number for number in self._members if self.status(number) in ("creator", "administrator")]
        return sorted(found, key=lambda number: self.status(number) != "creator")

    def present(self) -> list[int]:
        return [number for number in self._members if self.status(number) in PRESENT]

    def may(self, user_id: int, right: str) -> bool:
        """Whether an administrator was given the right; the creator has every right."""
        member = self.of(user_id)
        return member["status"] == "creator" or (member["status"] == "administrator" and bool(member.get(right)))

"""A group and a channel, as they live with the bot: added, asked, told, moved, thrown out."""

from datetime import UTC, datetime

from bot.sandbox import Group
from bot.ui.chats.callbacks import Pick
from bot.ui.desks import GoChats, GoStaff
from tests.journeys.conftest import Stage
from tests.journeys.publishing import TITLE, publish

BOT = "@prestige_demo_bot"
FIRST_NIGHT = datetime(2026, 11, 3, 19, 30, tzinfo=UTC)


def texts(group: Group) -> list[str]:
    return [message.text for message in group.messages]


async def test_a_group_is_greeted_once_told_what_it_chose_and_followed_where_it_moves(stage: Stage) -> None:
    maria, ivan = stage.person("Мария"), stage.person("Иван")
    moderator = await stage.owner()
    group = stage.sandbox.add_group("Квартал Орфей", by=maria, kind="group")
    await stage.settle()
    group.restrict_bot(maria, can_send_messages=True)
    group.demote_bot(maria)
    await stage.advance(seconds=10)
    (hello,) = texts(group)
    assert "В групи само обявявам" in hello
    assert group.messages[0].keyboard[0][0]["url"] == "https://t.me/prestige_demo_bot"

    # Plain talk, mentions, answers and commands to nobody are passed over, and so are forms.
    group.say(ivan, "здравейте")
    group.say(ivan, f"а ти, {BOT}?")
    group.say(ivan, "да", reply_to=group.messages[0])
    for command in ("/alerts", "/help", "/start", "/say", "/settings@other_bot"):
        group.say(ivan, command)
    await stage.settle()
    assert len(group.messages) == 1

    # A member is refused, once in a while; an administrator is not.
    group.say(ivan, f"/alerts{BOT}")
    group.say(ivan, f"/ALERTS{BOT.upper()}")
    await stage.settle()
    assert [text for text in texts(group)[1:] if "само администраторите" in text] == texts(group)[1:2]
    assert len(group.messages) == 2
    group.say(maria, f"/alerts{BOT}")
    await stage.settle()
    assert "Какво да обявявам тук?" in texts(group)[-1]
    group.press(ivan, "Паркове")
    await stage.settle()
    assert "само администраторите" in str(ivan.answers[-1].text)
    assert "Не обявявам консултации" in texts(group)[-1]
    group.press(maria, "Паркове")
    await stage.settle()
    assert "Обявявам по теми: Паркове" in texts(group)[-1]
    await stage.advance(minutes=11)
    group.press(maria, "English")  # it is asked anew who she is
    await stage.settle()
    assert "What shall I announce here?" in texts(group)[-1]
    group.press(maria, "Български")
    await stage.settle()
    maria.forge(Pick("chess").pack(), group.messages[-1])
    await stage.settle()
    assert (len(group.messages), bool(maria.answers[-1].text)) == (3, True)
    group.press(maria, "Готово")
    await stage.settle()
    assert texts(group)[-1].startswith("Обявявам по теми:")

    # Whoever writes in the name of the group is an administrator, and Telegram is not asked.
    petar = stage.person("Петър")
    group.make_administrator(petar, anonymous=True)
    group.say(petar, f"/alerts{BOT}")
    await stage.settle()
    assert "Какво да обявявам тук?" in texts(group)[-1]

    # What is told leads into the private chat.
    await publish(stage, moderator)
    assert "Нова консултация" in texts(group)[-1]
    assert TITLE in texts(group)[-1]
    (button,) = group.messages[-1].keyboard[0]
    assert button["url"].startswith("https://t.me/prestige_demo_bot?start=c")
    group.say(ivan, f"/consultations{BOT}")
    await stage.settle()
    assert texts(group)[-1] == "Отворени консултации: 3"

    supergroup = group.upgrade(maria)
    await stage.settle()
    await stage.advance(seconds=10)
    assert texts(supergroup) == []
    await stage.advance_to(datetime(2026, 12, 1, 8, 30, tzinfo=UTC))
    assert "Утре е последният ден" in texts(supergroup)[-1]
    told = len(supergroup.messages)
    await stage.tick()
    assert len(supergroup.messages) == told

    supergroup.remove_bot(maria)
    await stage.settle()
    supergroup.add_bot(maria)
    await stage.settle()
    assert "В групи само обявявам" in texts(supergroup)[-1]
    await stage.advance(seconds=10)
    assert len(supergroup.messages) == told + 1


async def test_a_channel_is_kept_by_staff_and_told_by_day(stage: Stage) -> None:
    maria = stage.person("Мария")
    moderator = await stage.owner()
    channel = stage.sandbox.add_channel("Община Хасково", by=maria, username="haskovo_news")
    await stage.advance(seconds=10)
    channel.post(maria, "Водата спира")
    await stage.settle()
    assert channel.messages == []

    # At the desk it is linked, and its topics are chosen.
    moderator.forge(GoStaff().pack())
    await stage.settle()
    await stage.press(moderator, "Групи и канали")
    assert "startchannel&admin=post_messages" in str(moderator.last.keyboard)
    await stage.press(moderator, "📢 Община Хасково")
    await stage.press(moderator, "Свържи")
    assert "Обявленията на общината" in moderator.last.text
    await stage.press(moderator, "Теми и език")
    await stage.press(moderator, "Всички теми")
    assert "по всички теми" in moderator.last.text

    # In the night nothing is posted; a choice in the channel itself is asked for in its own name.
    await stage.advance_to(FIRST_NIGHT)
    await publish(stage, moderator, published="3.11.2026")
    assert channel.messages == []
    await stage.advance(hours=11)
    assert "Нова консултация" in channel.messages[-1].text
    channel.post(maria, f"/alerts{BOT}")
    await stage.settle()
    assert "Какво да обявявам тук?" in channel.messages[-1].text
    channel.press(maria, "Готово")
    await stage.settle()
    assert "Нова консултация" in channel.messages[-1].text

    # A button of the private chat, forged onto a post, opens nothing where many read along.
    shown = len(channel.messages)
    moderator.forge(GoChats(0).pack(), channel.messages[-1])
    await stage.settle()
    assert (len(channel.messages), "Нова консултация" in channel.messages[-1].text) == (shown, True)

    channel.promote_bot(maria, can_post_messages=False)
    await stage.settle()
    moderator.forge(GoChats(0).pack())
    await stage.settle()
    assert "Нямам право да публикувам" in moderator.last.text
    await stage.press(moderator, "📢 Община Хасково")
    await stage.press(moderator, "Напусни")
    await stage.press(moderator, "Да, напусни")
    assert channel.bot_status == "left"
    assert "нито една група" in moderator.last.text

"""The form "say": the road through its questions, and what is heard at each of them."""

from collections.abc import Sequence
from functools import partial

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.gateway import doors
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import Conversation, Question
from bot.gateway.hearing import anything, sent_file, typed
from bot.ui.callbacks import Callback
from bot.ui.navigation import GoSay
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import checking, receipts
from handlers.proposals.beginning import LINK, Beginning
from handlers.proposals.checks import Checks
from handlers.proposals.draft import path_of
from handlers.proposals.names import Names
from handlers.proposals.sending import Sending
from handlers.proposals.texts import Texts


class Form(Beginning, Sending, Texts, Names, Checks):
    # -- on the road -------------------------------------------------------------------------------------------

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        return self.before(context, here)

    async def keep_answer(self, update: Update, context: Context) -> str | None:
        """On with the answer given before; from an old screen to the present question."""
        here, values = self.here(context), self.values(context)
        if here is None or here != context.choice(buttons.Keep).state or here not in (values.get("done") or []):
            return here
        return await self.following(context) if here in path_of(values) else here

    async def edited(self, update: Update, context: Context) -> None:
        """A message was changed after it was sent: the part of an open draft that it was changes with it."""
        message = update.effective_message
        if message is None or context.turn.actor is None:
            return
        dialogue, active = context.exchange.dialogue(self.name), context.exchange.active
        if dialogue is None or not await self.edit(context, message):
            if active is None:
                context.say(receipts.edited_elsewhere(context.t))
            return
        if dialogue.active:
            state = dialogue.state
            right = await self.following(context) if state in checking.LAST else state
            await self.go(update, context, right)
            return
        # It waits on, and another form that was being filled in goes on.
        if active is not None:
            context.exchange.keep(active)
        else:
            context.exchange.suspend()
        context.say(receipts.edited_in_draft(context.t))

    # -- the conversation --------------------------------------------------------------------------------------

    def questions(self) -> dict[str, Question]:
        asked: dict[str, Question] = {
            "kind": self.ask_kind,
            "which": self.ask_which,
            "about": self.ask_about,
            "stance": self.ask_stance,
            "text": self.ask_text,
            "files": self.ask_files,
            "name": self.ask_name,
            "organisation": self.ask_organisation,
            "identity": self.ask_identity,
            "contact": self.ask_contact,
            "email": self.ask_email,
            "address": self.ask_address,
            "route": self.ask_route,
            "personal": self.ask_personal,
            "similar": self.ask_similar,
            "preview": self.ask_preview,
            "fields": self.ask_fields,
            "late": self.ask_late,
        }
        return {state: partial(self.ask, question=ask, state=state) for state, ask in asked.items()}

    def states(self) -> dict[str, Sequence[Handler]]:
        unreadable, pressing = anything(self.want_text), anything(self.want_button)
        skip = pressed(buttons.Skip, self.skip)
        edit_field = pressed(buttons.EditField, self.edit_field)
        return {
            "kind": [
                pressed(buttons.ChooseKind, self.choose_kind),
                pressed(buttons.Difference, self.difference),
                pressing,
            ],
            "which": [
                pressed(buttons.ChooseConsultation, self.choose_consultation),
                pressed(buttons.WhichPage, self.turn_which),
                pressing,
            ],
            "about": [
                typed(self.read_provision),
                pressed(buttons.ChooseSection, self.choose_section),
                pressed(buttons.SectionPage, self.turn_about),
                pressed(buttons.WholeDraft, self.whole_draft),
                skip,
                unreadable,
            ],
            "stance": [pressed(buttons.ChooseStance, self.choose_stance), skip, pressing],
            "text": [
                typed(self.read_text),
                sent_file(self.read_file_with_text, photos=True),
                pressed(buttons.TextDone, self.text_done),
                pressed(buttons.DropLast, self.drop_last),
                pressed(buttons.ClearText, self.clear_text),
                pressed(buttons.Example, self.example),
                unreadable,
            ],
            "files": [
                sent_file(self.read_file, photos=True),
                typed(self.read_more_text),
                pressed(buttons.DropFile, self.drop_file),
                pressed(buttons.FilesDone, self.files_done),
                unreadable,
            ],
            "name": [typed(self.read_name), pressed(buttons.UseName, self.use_name), skip, unreadable],
            "organisation": [typed(self.read_organisation), skip, unreadable],
            "identity": [typed(self.read_identity), unreadable],
            "contact": [typed(self.read_contact), pressed(buttons.AnswerBy, self.choose_contact), unreadable],
            "email": [typed(self.read_email), unreadable],
            "address": [typed(self.read_address), unreadable],
            "route": [pressed(buttons.GoOn, self.go_on), pressing],
            "personal": [
                pressed(buttons.HideData, self.hide_data),
                pressed(buttons.LeaveData, self.leave_data),
                edit_field,
                pressing,
            ],
            "similar": [
                pressed(buttons.SeeSimilar, self.see_similar),
                pressed(buttons.SupportInstead, self.support_instead),
                pressed(buttons.GoOnWithMine, self.go_on_with_mine),
                pressing,
            ],
            "preview": [
                pressed(buttons.Send, self.send),
                pressed(buttons.SaveChange, self.save),
                pressed(buttons.ChooseField, self.choose_field),
                pressing,
            ],
            "fields": [edit_field, pressing],
            "late": [pressed(buttons.AsKind, self.as_kind), pressing],
        }

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=[
                pressed(buttons.Send, self.sent_before),
                pressed(buttons.SaveChange, self.saved_before),
                *(pressed(kind, self.old) for kind in buttons.FORM),
            ],
            states=self.states(),
            questions=self.questions(),
            fallbacks=[pressed(buttons.Back, self.back), pressed(buttons.Keep, self.keep_answer)],
        )


FORM = Form()
DOORS: dict[type[Callback], doors.Door] = {GoSay: FORM.open}
LINKS = {LINK: FORM.open_link}


def handlers() -> list[Handler]:
    return [
        CommandHandler("say", FORM.command, filters=filters.ChatType.PRIVATE),
        pressed(buttons.Begin, FORM.begin_kind),
        pressed(buttons.Fresh, FORM.start_over),
        pressed(buttons.KeepTyped, FORM.begin_typed),
        pressed(buttons.Amend, FORM.begin_amending),
    ]

"""The questions about a consultation as states of a conversation, one field each."""

from collections.abc import Sequence

from bot.gateway.context import Handler
from bot.gateway.conversation import Question
from bot.gateway.hearing import anything, heard, sent_file, typed
from bot.ui.publishing import callbacks as buttons
from handlers.publishing.choices import Choices
from handlers.publishing.files import Files
from handlers.publishing.participation import TakingPart
from handlers.publishing.texts import Texts


class Fields(Texts, Files, Choices, TakingPart):
    def states(self) -> dict[str, Sequence[Handler]]:
        form = self.form
        unreadable, pressing = anything(self.want_text), anything(self.want_button)
        ticking = [
            heard(buttons.Tick, self.tick, form),
            heard(buttons.TickPage, self.turn_page, form),
            heard(buttons.TickDone, self.ticked, form),
            pressing,
        ]
        return {
            "title": [typed(self.read_title), unreadable],
            "kind": [heard(buttons.ChooseKind, self.choose_kind, form), pressing],
            "summary": [typed(self.read_summary), unreadable],
            "link": [typed(self.read_link), heard(buttons.SkipLink, self.skip_link, form), unreadable],
            "date": [typed(self.read_date), heard(buttons.ChooseDay, self.choose_day, form), unreadable],
            "term": [typed(self.read_term), heard(buttons.ChooseTerm, self.choose_term, form), unreadable],
            "reason": [typed(self.read_reason), heard(buttons.SkipReason, self.skip_reason, form), unreadable],
            "participation": ticking,
            "hearing": [typed(self.read_hearing), heard(buttons.SkipHearing, self.skip_hearing, form), unreadable],
            "venue": [typed(self.read_venue), unreadable],
            "papers": [
                sent_file(self.read_file),
                heard(buttons.ChoosePaper, self.choose_paper, form),
                heard(buttons.DropPaper, self.remove_paper, form),
                heard(buttons.PapersDone, self.papers_done, form),
                anything(self.want_file),
            ],
            "topics": ticking,
            "places": ticking,
        }

    def questions(self) -> dict[str, Question]:
        return {
            "title": self.ask_title,
            "kind": self.ask_kind,
            "summary": self.ask_summary,
            "link": self.ask_link,
            "date": self.ask_date,
            "term": self.ask_term,
            "reason": self.ask_reason,
            "participation": self.ask_participation,
            "hearing": self.ask_hearing,
            "venue": self.ask_venue,
            "papers": self.ask_papers,
            "topics": self.ask_topics,
            "places": self.ask_places,
        }

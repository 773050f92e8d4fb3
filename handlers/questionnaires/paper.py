"""What the form keeps between two taps: whose questions these are, in which version, and what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.ballots import Sheet, first_open, following, way
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import Question

QUESTION, REVIEW, FINISH = "question", "review", "finish"
"""The states of the form. Which question is asked is in the draft."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The questionnaire as it stands now, and somebody's answers to it. `at` is the question that is asked.

    `changing` is set for who came from the review, and goes back there. `moved`: it was changed since they last saw it.
    """

    questionnaire: Questionnaire
    sheet: Sheet
    state: str = QUESTION
    at: str = ""
    changing: bool = False
    page: int = 0
    moved: bool = False

    @classmethod
    def begun(cls, questionnaire: Questionnaire, sheet: Sheet) -> "Paper":
        """At the first question; at the review of what was answered before."""
        paper = cls(questionnaire, sheet)
        return replace(paper, state=REVIEW) if sheet.answers or sheet.texts else paper.go_on()

    @classmethod
    def taken_up(cls, questionnaire: Questionnaire, values: Mapping[str, Any], state: str) -> "Paper":
        """As it was left. Of one that was changed meanwhile, what still answers it, at the first open question."""
        paper = cls(
            questionnaire,
            Sheet(values["answers"], values["texts"]),
            state,
            values["at"],
            values["changing"],
            values["page"],
        )
        if values["version"] == questionnaire.version:
            return paper
        fitting = paper.sheet.kept_for(questionnaire.definition)
        return replace(paper, sheet=fitting, changing=False, moved=True).go_on()

    def values(self) -> dict[str, Any]:
        return {
            "number": self.questionnaire.id,
            "version": self.questionnaire.version,
            "answers": dict(self.sheet.answers),
            "texts": dict(self.sheet.texts),
            "at": self.at,
            "changing": self.changing,
            "page": self.page,
        }

    @property
    def question(self) -> Question:
        """The one that is asked."""
        found = self.questionnaire.definition.question(self.at)
        assert found is not None, "a version that has it not is taken up at another"
        return found

    @property
    def place(self) -> tuple[int, int]:
        """Which question of how many; 0 where none is asked."""
        asked = [one.id for one in way(self.questionnaire.definition, self.sheet)]
        return (asked.index(self.at) + 1 if self.at in asked and self.state == QUESTION else 0), len(asked)

    def ask(self, question: Question) -> "Paper":
        return replace(self, state=QUESTION, at=question.id)

    def go_on(self) -> "Paper":
        """To the first question that is open, or to the end."""
        found = first_open(self.questionnaire.definition, self.sheet)
        if found is not None:
            return self.ask(found)
        return replace(self, state=REVIEW if self.changing else FINISH, at="", changing=False)

    def after(self, sheet: Sheet) -> "Paper":
        """On from the question that was just answered: to the next, or back to the review it was changed from."""
        paper = replace(self, sheet=sheet)
        found = None if self.changing else following(self.questionnaire.definition, sheet, self.at)
        return paper.go_on() if found is None else paper.ask(found)

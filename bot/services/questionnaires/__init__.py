"""Questionnaires: answering them, reading what came of them, and the clock's work on them."""

from bot.services.questionnaires.filling import (
    DRAFTS,
    AlreadyAnswered,
    NotInvited,
    QuestionnaireClosed,
    Standing,
    decline,
    file,
    given,
    must_answer,
    stand,
    wish_results,
)
from bot.services.questionnaires.reading import Shelf, count_waiting, open_about, results, shelf
from bot.services.questionnaires.ticking import CHASED, COUNTED, INVITED, STEPS, advance, running

__all__ = [
    "CHASED",
    "COUNTED",
    "DRAFTS",
    "INVITED",
    "STEPS",
    "AlreadyAnswered",
    "NotInvited",
    "QuestionnaireClosed",
    "Shelf",
    "Standing",
    "advance",
    "count_waiting",
    "decline",
    "file",
    "given",
    "must_answer",
    "open_about",
    "results",
    "running",
    "shelf",
    "stand",
    "wish_results",
]

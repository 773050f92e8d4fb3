"""Questionnaires: answering them, and the clock's work on them."""

from bot.services.questionnaires.filling import (
    AlreadyAnswered,
    NotInvited,
    QuestionnaireClosed,
    Standing,
    answerable,
    decline,
    file,
    stand,
    wish_results,
)

__all__ = [
    "AlreadyAnswered",
    "NotInvited",
    "QuestionnaireClosed",
    "Standing",
    "answerable",
    "decline",
    "file",
    "stand",
    "wish_results",
]

"""Buttons of the forms about bodies: each names its form, and the question that it answers."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="b.f.pick"):
    form: str
    state: str
    value: str


@dataclass(frozen=True, slots=True)
class Skip(Callback, prefix="b.f.skip"):
    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Keep(Callback, prefix="b.f.keep"):
    """On with the answer given before."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="b.f.back"):
    form: str
    state: str

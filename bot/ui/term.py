"""The proof of a term in words, so that anybody can count after it."""

from bot.domain.term import FULL_TERM_DAYS, SHORTEST_TERM_DAYS, Proof, Verdict
from bot.i18n import Translator, mark

WHY_FREE = {
    "new-year": mark("holidays.new-year"),
    "liberation": mark("holidays.liberation"),
    "labour": mark("holidays.labour"),
    "saint-george": mark("holidays.saint-george"),
    "letters": mark("holidays.letters"),
    "unification": mark("holidays.unification"),
    "independence": mark("holidays.independence"),
    "christmas-eve": mark("holidays.christmas-eve"),
    "christmas": mark("holidays.christmas"),
    "christmas-second": mark("holidays.christmas-second"),
    "good-friday": mark("holidays.good-friday"),
    "holy-saturday": mark("holidays.holy-saturday"),
    "easter": mark("holidays.easter"),
    "easter-monday": mark("holidays.easter-monday"),
    "substitute": mark("holidays.substitute"),
    "declared": mark("holidays.declared"),
    "saturday": mark("holidays.saturday"),
    "sunday": mark("holidays.sunday"),
}
"""A text key for every answer of WorkCalendar.why_free."""


def proof_lines(proof: Proof, t: Translator) -> list[str]:
    """Plain text, a line for each step. A refused term has no last day."""
    lines = [
        t.plain("deadline.published", date=t.date(proof.published)),
        t.plain_n("deadline.term", proof.term_days),
    ]
    if proof.last_day is not None and proof.earliest_adoption is not None:
        lines += [
            t.plain("deadline.first_day", date=t.date(proof.first_day)),
            t.plain("deadline.nominal", n=proof.term_days, date=t.date(proof.nominal)),
        ]
        if proof.rolled_because is not None:
            lines.append(t.plain("deadline.rolled", why=t.plain(WHY_FREE[proof.rolled_because])))
        lines += [
            t.plain("deadline.last_day", date=t.date(proof.last_day)),
            t.plain("deadline.earliest_adoption", date=t.date(proof.earliest_adoption)),
        ]
    return [*lines, _verdict(proof, t)]


def _verdict(proof: Proof, t: Translator) -> str:
    match proof.verdict:
        case Verdict.OK:
            return t.plain("deadline.verdict_ok")
        case Verdict.REASON:
            return t.plain("deadline.verdict_reason", full=FULL_TERM_DAYS)
        case Verdict.REFUSED:
            return t.plain("deadline.verdict_refused", least=SHORTEST_TERM_DAYS)

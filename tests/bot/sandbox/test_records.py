from bot.sandbox.records import Ledger


def test_what_contains_a_mark_is_counted_by_chat_and_by_method() -> None:
    ledger = Ledger(None)
    for chat, method, words in (
        (1, "sendMessage", "Вода №7"),
        (1, "sendPhoto", "Вода №7"),
        (2, "sendMessage", "Вода №7"),
        (3, "sendMessage", "друго"),
    ):
        ledger.record(chat, method, words)
    assert ledger.count("№7") == {1: 2, 2: 1}
    assert ledger.count("№7", "sendPhoto") == {1: 1}
    assert dict(ledger.items()) == {1: ["Вода №7", "Вода №7"], 2: ["Вода №7"], 3: ["друго"]}


def test_only_the_newest_are_kept_where_it_is_told_so() -> None:
    ledger = Ledger(2)
    for number in range(3):
        ledger.record(1, "sendMessage", str(number))
    assert ledger[1] == ["1", "2"]

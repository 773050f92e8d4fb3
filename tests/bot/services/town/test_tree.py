import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.town.faults import FaultCode
from bot.services.town.tree import SIZE_AT_MOST, parse, shown, spelled


def codes(data: bytes) -> list[str]:
    return [f"{fault.line}:{fault.column} {fault.code}" for fault in parse(data).faults]


def test_values_know_where_they_stand() -> None:
    tree = parse(b"a: 1\nlist:\n- {id: x}\n- {id: y}\n")
    assert tree.value == {"a": 1, "list": [{"id": "x"}, {"id": "y"}]}
    assert tree.at(("list", 1, "id")) == (4, 8)
    assert tree.at(("list", 1, "id"), key=True) == (4, 4)
    assert tree.faults == []


def test_what_does_not_exist_stands_where_the_thing_around_it_does() -> None:
    assert parse(b"a: 1\nb:\n  c: 2\n").at(("b", "missing", 3)) == (3, 3)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "1:1 empty"),
        (b"# only a comment\n", "1:1 empty"),
        (b"a: &x [1]\nb: *x\n", "2:4 alias"),
        (b"a: 1\nb: 2\na: 3\n", "3:1 duplicate_key"),
        (b"? [a]\n: b\n", "1:3 key_not_text"),
        (b"yes: b\n", "1:1 key_not_text"),
        (b"a: !!python/object:os.system x\n", "1:4 unknown_tag"),
        (b"a: !!set {x}\n", "1:4 unknown_tag"),
        (b"a: 2021-02-30\n", "1:4 not_date"),
        (b"x: 1\na: caf\xe9\n", "2:7 not_utf8"),
        (b"x: 1\na: b\x07\n", "2:5 not_yaml"),
        (b"a: 1\n--- \nb: 2\n", "2:1 not_yaml"),
        (b"a: " + b"9" * 5000, "1:4 not_number"),
        (b"[" * 50 + b"]" * 50, "1:21 too_deep"),
        (b"[" * 100_000, "1:21 too_deep"),
        (b"a" * (SIZE_AT_MOST + 1), "1:1 file_too_big"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, expected: str) -> None:
    assert codes(data) == [expected]


@pytest.mark.parametrize("data", [b"a: {b: 1\n", b"a: 'b\n", b"\ta: b\n", b"a: b: c\n", b"- a\nb: c\n"])
def test_bad_yaml_is_told_once_with_the_reader_s_own_words(data: bytes) -> None:
    tree = parse(data)
    assert [fault.code for fault in tree.faults] == [FaultCode.not_yaml]
    assert tree.faults[0].facts["problem"]
    assert tree.value is None


def test_several_slips_are_told_together() -> None:
    assert codes(b"a: 2021-02-30\nb: 1\nb: 2\nc: !x y\n") == ["1:4 not_date", "3:1 duplicate_key", "4:4 unknown_tag"]


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    tree = parse("\n".join(levels).encode())
    assert {fault.code for fault in tree.faults} == {FaultCode.alias}
    assert tree.value is None


def test_a_byte_order_mark_and_windows_lines_are_read() -> None:
    tree = parse(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert tree.value == {"a": 1, "b": 2}
    assert tree.at(("b",), key=True) == (2, 1)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_are_an_error_of_ours(data: bytes) -> None:
    tree = parse(data)
    assert tree.value is not None or tree.faults or data.strip() in (b"null", b"~")


@given(st.text(alphabet="ab:-[]{}'\"&*!|>%@#, \n\t?0", max_size=60))
def test_no_yaml_whatever_is_an_error_of_ours(text: str) -> None:
    parse(text.encode())


def test_a_path_is_spelled_as_people_count() -> None:
    assert spelled(("consultations", 3, "topics", 1)) == "consultations[3].topics[1]"
    assert spelled(()) == ""


def test_a_long_value_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb" * 100).startswith("a ba ba b")
    assert len(shown("x" * 100)) == 60

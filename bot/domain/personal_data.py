"""Numbers that lead to a person."""


def without_egn(text: str) -> str:
    return text

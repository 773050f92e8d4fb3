"""Receipt numbers and codes."""

import hashlib


def format_number(series: str, year: int, number: int) -> str:
    return f"{series}-{year % 100:02}-{number:05}"


def code_of(token: str) -> str:
    return digest(f"code:{token}")[:6].upper()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""What the chat page says: the same in every language, and nothing fetched from elsewhere."""

import re
from pathlib import Path

import pytest

from bot.sandbox.pages import FOLDER

Words = dict[str, dict[str, str]]

LANGUAGES = ("bg", "en", "tr")
BUILT_FROM_PARTS = ("about.", "file.", "lang.", "note.")  # keys that the page puts together


def read_words() -> Words:
    source = (FOLDER / "dictionary.js").read_text(encoding="utf-8")
    parts = re.split(r"^  (\w\w): \{$", source, flags=re.MULTILINE)[1:]
    entry = re.compile(r'^    "([\w.]+)": "(.*)",$', re.MULTILINE)
    return {language: dict(entry.findall(body)) for language, body in zip(parts[::2], parts[1::2], strict=True)}


def scripts() -> list[Path]:
    return sorted(FOLDER.glob("*.js"))


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words()


def test_every_language_has_the_same_keys(words: Words) -> None:
    assert {language: set(said) for language, said in words.items()} == {key: set(words["bg"]) for key in LANGUAGES}


def test_every_language_fills_in_the_same_facts(words: Words) -> None:
    facts = {
        language: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in said.items()}
        for language, said in words.items()
    }
    assert facts["en"] == facts["bg"]
    assert facts["tr"] == facts["bg"]


def test_every_key_the_page_uses_is_known_and_every_known_key_is_used(words: Words) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in scripts() if path.name != "dictionary.js")
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    used = set(re.findall(r'\bt\("([\w.]+)"', code)) | set(re.findall(r'data-t(?:-label|-title)?="([\w.]+)"', html))
    assert used <= set(words["bg"])
    quoted = set(re.findall(r'"([\w.]+)"', code + html))
    assert {key for key in words["bg"] if key not in quoted and not key.startswith(BUILT_FROM_PARTS)} == set()


def test_the_page_loads_only_files_of_its_own() -> None:
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    for address in re.findall(r'(?:src|href)="([^"]*)"', html):
        assert address.startswith("#") or (FOLDER / address.removeprefix("/page/")).is_file()
    for path in scripts():
        for module in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (FOLDER / module).is_file()
    for path in FOLDER.glob("*.css"):
        assert "url(" not in path.read_text(encoding="utf-8")


def test_the_page_has_nothing_inline() -> None:
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html)

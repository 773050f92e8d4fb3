"""Consultations in tables."""

from storage.consultations.drafts import count_drafts, discard, drafts, drop_document
from storage.consultations.papers import (
    Change,
    Document,
    add_change,
    add_document,
    changes,
    document,
    documents,
    replace_document,
    withdraw_document,
)
from storage.consultations.record import (
    StaleVersion,
    add,
    by_ids,
    by_slug,
    entry,
    facts,
    get,
    put_entry,
    put_facts,
    save,
)
from storage.consultations.shelves import Shelf, count, page

__all__ = [
    "Change",
    "Document",
    "Shelf",
    "StaleVersion",
    "add",
    "add_change",
    "add_document",
    "by_ids",
    "by_slug",
    "changes",
    "count",
    "count_drafts",
    "discard",
    "document",
    "documents",
    "drafts",
    "drop_document",
    "entry",
    "facts",
    "get",
    "page",
    "put_entry",
    "put_facts",
    "replace_document",
    "save",
    "withdraw_document",
]

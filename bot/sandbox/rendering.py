"""Text with entities back to HTML, safe for the page."""

from html import escape

from bot.sandbox.entities import Entity, find_entities

PAGE_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def to_html(text: str, entities: list[Entity]) -> str:
    """Safe HTML with the tags b i u s code pre a blockquote tg-spoiler; bare links are linked, new lines stay."""
    return _Writer(text, entities).write()


class _Writer:
    def __init__(self, text: str, entities: list[Entity]) -> None:
        self.wide = text.encode("utf-16-le", "surrogatepass")
        links = [entity for entity in find_entities(text) if entity["type"] == "url"]
        self.entities = _nested([*entities, *links])

    def write(self) -> str:
        return self.inside(0, len(self.wide) // 2, self.entities)

    def slice(self, start: int, end: int) -> str:
        return self.wide[2 * start : 2 * end].decode("utf-16-le", "replace")

    def inside(self, start: int, end: int, entities: list[Entity]) -> str:
        written = []
        while entities:
            outer, *rest = entities
            begins, ends = outer["offset"], outer["offset"] + outer["length"]
            within = [entity for entity in rest if entity["offset"] < ends]
            written.append(escape(self.slice(start, begins), quote=False))
            written.append(self.wrapped(outer, self.inside(begins, ends, within), self.slice(begins, ends)))
            start, entities = ends, rest[len(within) :]
        written.append(escape(self.slice(start, end), quote=False))
        return "".join(written)

    def wrapped(self, entity: Entity, html: str, text: str) -> str:
        kind = entity["type"]
        if kind in ("text_link", "url"):
            url = entity.get("url", text)
            return f'<a href="{escape(url if "://" in url else "https://" + url)}">{html}</a>'
        tag = PAGE_TAGS.get(kind)
        return f"<{tag}>{html}</{tag}>" if tag else html


def _nested(entities: list[Entity]) -> list[Entity]:
    """Only entities that lie wholly inside or outside each other: overlapping ones are split, links in links go."""
    pieces: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        around = [outer for outer in pieces if outer["offset"] <= start < outer["offset"] + outer["length"]]
        if entity["type"] == "url" and any(outer["type"] in ("text_link", "code", "pre") for outer in around):
            continue
        for border in sorted(outer["offset"] + outer["length"] for outer in around):
            if start < border < end:
                pieces.append({**entity, "offset": start, "length": border - start})
                start = border
        pieces.append({**entity, "offset": start, "length": end - start})
    return sorted(pieces, key=lambda e: (e["offset"], -e["length"]))

"""Templates that came with a town file: JSON, as the file tells them."""

from storage.engine import Transaction


async def template(tx: Transaction, slug: str) -> str | None:
    content = await tx.value("SELECT content FROM questionnaire_templates WHERE slug = :slug", slug=slug)
    return None if content is None else str(content)


async def templates(tx: Transaction) -> dict[str, str]:
    """All of them by slug."""
    rows = await tx.all("SELECT slug, content FROM questionnaire_templates ORDER BY slug")
    return {row["slug"]: row["content"] for row in rows}


async def put_template(tx: Transaction, slug: str, content: str) -> None:
    """Add it or put it in the place of the one before; questionnaires that were made stay what they are."""
    await tx.run(
        """INSERT INTO questionnaire_templates (slug, content) VALUES (:slug, :content)
           ON CONFLICT (slug) DO UPDATE SET content = excluded.content""",
        slug=slug,
        content=content,
    )

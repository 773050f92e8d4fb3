"""A certificate of participation: one page, made in a process of its own because its fonts take a fifth of a second."""

from bot.documents.certificate.pdf import make

__all__ = ["MIME", "make", "name"]

MIME = "application/pdf"


def name(forum: int) -> str:
    return f"certificate-{forum}.pdf"

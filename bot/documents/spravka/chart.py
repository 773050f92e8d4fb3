"""How many were accepted, partly, not, or were about something else: a picture to be read on a phone.

Colours differ in lightness as well, and every bar says its number: nothing depends on seeing colours. What the
picture says stands in its caption too (`bot.ui.spravka`).
"""

import io
import textwrap

from bot.documents.spravka.table import counted
from bot.domain.spravka import Spravka
from bot.i18n import Translator

INCHES, DOTS = 7.2, 150
"""1080 points a side."""
COLOURS = ("#0072B2", "#56B4E9", "#D55E00", "#F0E442", "#999999")
"""Okabe and Ito's, which people with any colour vision tell apart."""
HATCHES = ("", "//", "xx", "..", "")
TITLE_LINE, TITLE_LINES = 44, 4


def make(spravka: Spravka, t: Translator) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    bars = counted(spravka, t)
    figure = Figure(figsize=(INCHES, INCHES), dpi=DOTS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.06, 0.06, 0.88, 0.66))
    most = max((count for _, count in bars), default=0) or 1
    for place, (words, count) in enumerate(bars):
        axes.barh(
            -place,
            count,
            height=0.45,
            color=COLOURS[place],
            hatch=HATCHES[place],
            edgecolor="#222222",
            linewidth=0.8,
        )
        axes.text(0, -place + 0.30, f"{words}: {count}", fontsize=16, va="bottom", ha="left")
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(-len(bars) + 0.6, 0.85)
    axes.axis("off")
    title = textwrap.wrap(spravka.header.title(t.language), TITLE_LINE, max_lines=TITLE_LINES, placeholder=" …")
    figure.text(0.06, 0.955, t.plain("spravka.chart_title", n=len(spravka.rows)), fontsize=20, weight="bold", va="top")
    figure.text(0.06, 0.895, "\n".join(title), fontsize=14, va="top", linespacing=1.3, parse_math=False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()

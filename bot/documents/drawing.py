"""A sheet to draw on, for pictures that are read on a phone: 1080 points wide and as long as it needs to be.

A dot is a point, unless Telegram would not take so large a picture: then all of it is drawn smaller.

Everything is placed in points from the upper left corner. Colours differ in lightness as well, and every number is
printed: nothing depends on seeing colours.
"""

import io
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

WIDTH, MARGIN = 1080, 60
INNER = WIDTH - 2 * MARGIN
_DOTS = 100
_SIDES_AT_MOST, _TIMES_AT_MOST = 10_000, 20
"""Of a photo (Bot API, sendPhoto): width and height together, in dots, and how many times the one is the other."""
_COLOURS = 128
_LINE = 1.32
"""Height of a line, of the size of its letters."""

INK, QUIET, FAINT, RULE = "#1B2530", "#55616D", "#EEF1F4", "#C9D0D6"
ACCENT = "#1F5F99"
FIVE = ("#B2501E", "#E8A66B", "#D5D9DC", "#86B6DB", "#1F5F99")
"""From one end to the other, apart for any colour vision."""
THREE = (FIVE[0], FIVE[2], FIVE[4])
MANY = (
    *("#1F5F99", "#E8A66B", "#4F9C8F", "#B2501E", "#C5CBD0"),
    *("#8B6FAE", "#D9C45A", "#86B6DB", "#9C3D63", "#6B747C"),
)
_DARK = frozenset({"#B2501E", "#1F5F99", "#4F9C8F", "#8B6FAE", "#9C3D63", "#6B747C"})


class Sheet:
    """`y` is how far down it is drawn; what is drawn is laid on paper by `picture`."""

    def __init__(self) -> None:
        self.y = float(MARGIN)
        self._texts: list[tuple[float, float, str, dict[str, Any]]] = []
        self._boxes: list[tuple[float, float, float, float, str, float]] = []
        self._lines: list[tuple[Sequence[float], Sequence[float], str, float, str]] = []

    # -- marks -------------------------------------------------------------------------------------------------

    def text(
        self, x: float, y: float, words: str, size: float, *, colour: str = INK, bold: bool = False, at: str = "left"
    ) -> None:
        """`y` is the middle of the line."""
        style = {"fontsize": size * 72 / _DOTS, "color": colour, "ha": at, "va": "center_baseline"}
        self._texts.append((x, y, words, {**style, "weight": "bold" if bold else "normal"}))

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round: float = 0) -> None:
        self._boxes.append((x, y, width, height, colour, round))

    def line(
        self, xs: Sequence[float], ys: Sequence[float], colour: str = RULE, *, width: float = 1, mark: str = ""
    ) -> None:
        self._lines.append((xs, ys, colour, width, mark))

    # -- what is written down the sheet ------------------------------------------------------------------------

    def paragraph(
        self, words: str, size: float, *, colour: str = INK, bold: bool = False, lines: int = 6, x: float = MARGIN
    ) -> None:
        """Wrapped to the width, at most so many lines; moves on below it."""
        for one in wrapped(words, size, WIDTH - MARGIN - x, bold=bold, lines=lines):
            self.y += size * _LINE / 2
            self.text(x, self.y, one, size, colour=colour, bold=bold)
            self.y += size * _LINE / 2

    def skip(self, points: float) -> None:
        self.y += points

    # -- the picture -------------------------------------------------------------------------------------------

    def picture(self) -> bytes:
        """PNG; the same marks are the same bytes."""
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.patches import FancyBboxPatch, Rectangle
        from PIL import Image

        height = round(self.y + MARGIN)
        width = max(WIDTH, -(-height // (_TIMES_AT_MOST - 1)))
        dots = min(_DOTS, _DOTS * (_SIDES_AT_MOST - 2) / (width + height))
        figure = Figure(figsize=(width / _DOTS, height / _DOTS), dpi=dots, facecolor="white")
        canvas: Any = FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        for x, y, wide, high, colour, round_by in self._boxes:
            if round_by:
                style = f"round,pad=0,rounding_size={round_by}"
                axes.add_patch(FancyBboxPatch((x, y), wide, high, boxstyle=style, color=colour, linewidth=0))
            else:
                axes.add_patch(Rectangle((x, y), wide, high, color=colour, linewidth=0))
        for xs, ys, colour, thick, mark in self._lines:
            axes.plot(xs, ys, color=colour, linewidth=thick, marker=mark or None, markersize=11, solid_capstyle="butt")
        for x, y, words, letters in self._texts:
            axes.text(x, y, words, parse_math=False, **letters)
        picture = io.BytesIO()
        canvas.draw()
        # A handful of flat colours: a quarter of the bytes, and nobody sees the difference.
        drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(picture, format="png", optimize=True)
        return picture.getvalue()


def on(colour: str) -> str:
    """The ink that is read on a colour."""
    return "#FFFFFF" if colour in _DARK else INK


# -- how wide words are ------------------------------------------------------------------------------------------------


@cache
def _font(bold: bool) -> "FontProperties":
    from matplotlib.font_manager import FontProperties

    return FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=100)


@cache
def width(words: str, size: float, *, bold: bool = False) -> float:
    """In points."""
    from matplotlib.textpath import text_to_path

    wide, _, _ = text_to_path.get_text_width_height_descent(words, _font(bold), ismath=False)
    return float(wide) * size / 100


def fitted(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """The words, or their beginning and an ellipsis."""
    if width(words, size, bold=bold) <= room:
        return words
    while words and width(words + "…", size, bold=bold) > room:
        words = words[:-1].rstrip()
    return words + "…"


def wrapped(words: str, size: float, room: float, *, bold: bool = False, lines: int = 6) -> list[str]:
    """In lines no wider than `room`; what is left after the last one is an ellipsis."""
    found: list[str] = []
    present = ""
    for word in words.split():
        longer = f"{present} {word}".strip()
        if present and width(longer, size, bold=bold) > room:
            found.append(present)
            present = word
        else:
            present = longer
    found.append(present)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [fitted(one, size, room, bold=bold) for one in found]

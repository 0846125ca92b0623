"""The console's typeface, its digits all equally wide."""

from functools import cache

from PySide6.QtGui import QFont, QFontMetricsF

FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")


@cache
def font(size_px: float, bold: bool = False, spacing_px: float = 0.0) -> QFont:
    """The console's font at a size in pixels."""
    found = QFont()
    found.setFamilies(list(FAMILIES))
    found.setPixelSize(max(1, round(size_px)))
    found.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    found.setFeature(QFont.Tag("tnum"), 1)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing_px:
        found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing_px)
    return found


def width_px(text: str, size_px: float, bold: bool = False) -> float:
    """How wide a text is at a size."""
    return QFontMetricsF(font(size_px, bold)).horizontalAdvance(text)

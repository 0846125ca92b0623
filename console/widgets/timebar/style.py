"""Colours and the style sheet of the bar, from the palette's roles."""

from typing import Final

from PySide6.QtGui import QColor

from console.palette import Palette

NAME_TEXT_PX: Final = 12

_SHEET: Final = """
#timebar, #timebar QWidget {{ background: {panel}; }}
#timebar {{ border-top: 1px solid {line2}; }}
#timebar QToolButton {{ background: {raised}; color: {t2}; border: 1px solid {line2};
    border-radius: 3px; padding: 0; min-height: 0; font-size: 13px; }}
#timebar QToolButton:hover {{ background: {hover}; color: {t1}; }}
#timebar QToolButton:pressed, #timebar QToolButton:checked {{ background: {active}; color: {t1}; }}
#timebar QToolButton:focus {{ border: 2px solid {acc}; padding: 0; }}
#timebar QToolButton[bare="true"] {{ background: transparent; border-color: transparent; }}
#timebar QToolButton[bare="true"]:hover {{ background: {hover}; }}
#timebar QToolButton[bare="true"]:checked {{ background: {active}; }}
#timebar QToolButton[bare="true"]:focus {{ border: 2px solid {acc}; }}
#timebar QToolButton[field="true"] {{ background: {field}; color: {t1};
    border: 1px solid {ctl}; padding: 0 8px; text-align: left; }}
#timebar QToolButton[field="true"]:focus {{ border: 2px solid {acc}; padding: 0 7px; }}
#timebar QToolButton[segment="true"] {{ padding: 0 8px; border-radius: 0;
    border-left-width: 0; }}
#timebar QToolButton[segment="true"][end="first"] {{ border-left-width: 1px;
    border-top-left-radius: 3px; border-bottom-left-radius: 3px; }}
#timebar QToolButton[segment="true"][end="last"] {{
    border-top-right-radius: 3px; border-bottom-right-radius: 3px; }}
#timebar QToolButton[segment="true"]:checked {{ font-weight: 700; color: {t1};
    border-bottom: 2px solid {acc}; }}
#timebar QToolButton[segment="true"]:focus {{ border: 2px solid {acc}; padding: 0 7px; }}
#timebar QToolButton[link="true"] {{ background: transparent; border: none; color: {acc};
    padding: 0 6px; font-weight: 700; }}
#timebar QToolButton[link="true"]:hover {{ background: {hover}; }}
#timebar QToolButton[link="true"]:focus {{ border: 2px solid {acc}; padding: 0 4px; }}
#timebar #emptynote, #timebar #emptynote QLabel {{ background: {raised}; color: {t1}; }}
#timebar #emptynote {{ border: 1px solid {line2}; border-radius: 3px; }}
#timebar QLineEdit {{ background: {field}; color: {t1}; border: 1px solid {ctl};
    border-radius: 3px; padding: 0 7px; min-height: 0; font-size: 13px; }}
#timebar QLineEdit:focus {{ border: 2px solid {acc}; padding: 0 6px; }}
#timebar QLabel {{ background: transparent; color: {t2}; font-size: 13px; }}
#timebar QLabel#bubble {{ background: {raised}; color: {t1}; border: 1px solid {line2};
    padding: 4px 8px; font-size: 12px; }}
"""


def color(palette: Palette, role: str) -> QColor:
    """A role's colour."""
    return QColor(palette.color(role))


def sheet(palette: Palette) -> str:
    """The bar's style sheet."""
    roles = ("panel", "raised", "field", "hover", "active", "line2", "ctl", "acc")
    text = {tone: palette.color(f"text.{tone}") for tone in ("t1", "t2")}
    return _SHEET.format(**{role: palette.color(role) for role in roles}, **text)

"""The style sheet, its colours filled in from the palette."""

import re

from console.palette import Palette
from geodata.resources import RESOURCES


def style_sheet(palette: Palette) -> str:
    """The console's style sheet in a palette; raises KeyError naming a role that has no colour.

    The little pictures it names lie in a folder a theme: Qt does not colour them itself.
    """
    styles = RESOURCES / "styles"
    sheet = (styles / "console.qss").read_text(encoding="utf-8")
    sheet = sheet.replace("@pictures@", (styles / palette.theme).as_posix())
    return re.sub(r"@([\w.]+)@", lambda found: palette.color(found[1]), sheet)

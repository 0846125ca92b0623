"""Where styles, icons, palette and the parts of a page lie."""

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parent.parent / "resources"

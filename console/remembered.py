"""What the console remembers between starts: layout, language, theme, how layers are shown."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from console.palette import Theme
from geodata.disk import part_beside
from geodata.texts import Language


class Remembered:
    """A small JSON file in the user's configuration folder; a broken one is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what was kept; `path` elsewhere than in the user's own folder."""
        self._path = path or Path(platformdirs.user_config_dir("beizhan")) / "console.json"
        self._kept = self._read()

    def get(self, name: str, otherwise: Any) -> Any:
        """What was kept under a name, if it is of the kind expected."""
        value = self._kept.get(name, otherwise)
        return value if isinstance(value, type(otherwise)) else otherwise

    @property
    def language(self) -> Language:
        """The language last chosen; Chinese at first."""
        return "en" if self.get("language", "zh") == "en" else "zh"

    @property
    def theme(self) -> Theme:
        """The theme last chosen; dark at first."""
        return "light" if self.get("theme", "dark") == "light" else "dark"

    def keep(self, values: Mapping[str, Any]) -> None:
        """Keep values until the next start; old or new, never half of it."""
        self._kept |= dict(values)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        half = part_beside(self._path)
        try:
            half.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1), encoding="utf-8")
            half.replace(self._path)
        finally:
            half.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

"""Where a person sits down: one console at a time, another record in its place when asked."""

from argparse import Namespace
from pathlib import Path

from PySide6.QtCore import QObject

from console.app import Console
from console.application import application, dress
from console.palette import Palette, Theme
from console.placing import fill_screen
from console.remembered import Remembered
from geodata.stores.errors import Refusal, StoreError
from geodata.stores.geopackage import open_store
from geodata.texts import Language, Text


class Workplace(QObject):
    """Keeps one console open, and opens another record in its place when asked."""

    def __init__(
        self,
        language: Language | None,
        theme: Theme | None,
        made: type[Console] = Console,
    ) -> None:
        """Nothing is open yet; `made` is what opens."""
        super().__init__()
        self._language, self._theme, self._made = language, theme, made
        self.console: Console | None = None

    def open(self, path: Path) -> None:
        """Open a record in a window; raises StoreError where it cannot be opened.

        One that cannot be written is opened for reading. It takes over how the window before it
        looked.
        """
        before = self.console
        if before is not None:
            before.keep()
            self._language, self._theme = before.language, before.theme
        try:
            store = open_store(path)
        except StoreError as error:
            if error.refusal is not Refusal.UNWRITABLE:
                raise
            store = open_store(path, read_only=True)
        try:
            self.console = self._made(store, Remembered(), self._language, self._theme)
        except BaseException:
            store.close()
            raise
        self.console.opened.connect(self._open_other)
        fill_screen(self.console.window, self.console.remembered)
        self.console.show()
        if before is not None:
            before.window.close()
            before.window.deleteLater()

    def _open_other(self, path: Path) -> None:
        if self.console is not None and self.console.store.path.resolve() == path.resolve():
            return
        try:
            self.open(path)
        except StoreError as error:
            if self.console is not None:
                from console.messages import tell

                say = self.console.language
                title = Text("打开记录", "Open record")(say)
                tell(self.console.window, title, error.sentence(say), warning=True)


def run(args: Namespace, made: type[Console] = Console) -> int:
    """Open the window on a record and stay until it is closed; the exit code.

    Raises:
        StoreError: the record cannot be opened.
    """
    running = application()
    path = args.store or _sample(args)
    if path is None:
        return 2
    workplace = Workplace(args.lang, args.theme, made)
    workplace.open(path)
    return running.exec()


def _sample(args: Namespace) -> Path | None:
    """The user's sample, made in a window of its own where it is missing."""
    from console.first_start import ready_sample

    remembered = Remembered()
    dress(Palette.load(args.theme or remembered.theme))
    return ready_sample(args.lang or remembered.language)

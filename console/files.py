"""Files in and out, as a person asks for them: import, export, open, screenshot.

What reads and writes them is imported when somebody asks.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from console.messages import tell
from console.palette import Palette
from console.work import Run, Work
from console.writer import Writer
from geodata.instants import now_us
from geodata.kinds import RECORD_KINDS
from geodata.snapshot import Snapshot
from geodata.stores.errors import StoreError
from geodata.texts import Language, Text, sentence_of

if TYPE_CHECKING:
    from console.widgets.import_dialog import ImportDialog
    from geodata.exchange.importing import Prepared
    from geodata.exchange.report import Report

EXPORT, NEW_RECORD = "export", "import: new record"
TABLES = "CSV (*.csv *.csv.gz *.gz);;GeoJSON (*.geojson *.json)"
FORMATS = "HTML (*.html);;GeoJSON (*.geojson);;GeoParquet (*.parquet);;CSV (*.csv)"
RECORDS = "GeoPackage (*.gpkg)"


class Files(QObject):
    """Asks for files, works in the background, and says what was done.

    Signals:
        said: (Text) what was done or is being done, for the status bar.
        opened: (Path) another record is to be opened.
    """

    said = Signal(object)
    opened = Signal(object)

    def __init__(
        self, window: QWidget, work: Work, snapshot: Callable[[], Snapshot], palette: Palette
    ) -> None:
        """`snapshot` gives the record as it stands."""
        super().__init__()
        self._window, self._work = window, work
        self._snapshot, self._palette = snapshot, palette
        self._writer: Writer | None = None
        self._dialog: ImportDialog | None = None
        self._ticket = 0
        self._language: Language = "zh"
        work.finished.connect(self._finished)
        work.failed.connect(self._failed)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language

    def use_palette(self, palette: Palette) -> None:
        """Export pages in other colours."""
        self._palette = palette

    def use_writer(self, writer: Writer) -> None:
        """Write imports into the open record through its writer."""
        self._writer = writer
        writer.accepted.connect(self._accepted)
        writer.refused.connect(self._refused)

    def ask_import(self) -> None:
        """Let a file of incidents be chosen."""
        title = Text("导入事件", "Import incidents")(self._language)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", TABLES)
        if chosen:
            self.import_file(Path(chosen))

    def import_file(self, path: Path) -> "ImportDialog":
        """Show what a file holds and let it be taken over."""
        from console.widgets.import_dialog import ImportDialog

        dialog = ImportDialog(path, self._snapshot(), self._work, self._language, self._window)
        dialog.agreed.connect(self._import)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()
        return dialog

    def _forget_dialog(self) -> None:
        """What is still being written goes on; the status bar will say so."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def ask_export(self) -> None:
        """Let a kind of record and a file be chosen."""
        say = self._language
        present = self._snapshot().kinds
        kinds = [kind for kind in RECORD_KINDS if kind.code in present]
        names = [kind.name(say) for kind in kinds]
        title = Text("导出", "Export")(say)
        name, agreed = QInputDialog.getItem(
            self._window, title, Text("记录", "Records")(say), names, 0, False
        )
        if not agreed:
            return
        kind = kinds[names.index(name)]
        chosen, form = QFileDialog.getSaveFileName(
            self._window, title, f"{kind.plural}.html", FORMATS
        )
        if chosen:
            path = Path(chosen)
            if not path.suffix:
                path = path.with_suffix("." + form.split("*.")[1].split(")")[0])
            self.export_to(path, kind.plural)

    def export_to(self, path: Path, plural: str) -> None:
        """Write a kind of record to a file in the background."""
        snapshot, color = self._snapshot(), self._palette.color
        self.said.emit(Text(f"正在导出 {path.name}", f"Exporting {path.name}"))

        def write(_run: Run) -> Path:
            from geodata.exchange.exporting import export

            export(snapshot, plural, path, color=color, made_us=now_us())
            return path

        self._work.start(EXPORT, write)

    def ask_open(self) -> None:
        """Let another record be chosen."""
        title = Text("打开记录", "Open record")(self._language)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", RECORDS)
        if chosen:
            self.opened.emit(Path(chosen))

    def ask_screenshot(self) -> None:
        """Let a file be chosen for a picture of the window."""
        picture = self._window.grab()
        title = Text("截图", "Screenshot")(self._language)
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, "beizhan.png", "PNG (*.png)")
        if chosen:
            saved = picture.save(chosen)
            done = Text(f"已存 {chosen}", f"Saved {chosen}")
            failed = Text(f"未能写入 {chosen}", f"Could not write {chosen}")
            self.said.emit(done if saved else failed)

    def _import(self, prepared: "Prepared", into_new: bool) -> None:
        if into_new:
            self._import_new(prepared)
        elif self._writer is None:
            self._refuse(Text("记录为只读", "The record is read-only"))
        else:
            try:
                self._ticket = self._writer.take(prepared)
            except StoreError as error:
                self._refuse(error.sentence)

    def _import_new(self, prepared: "Prepared") -> None:
        title = Text("新记录", "New record")(self._language)
        proposed = Path(prepared.report.file).name.split(".")[0] + ".gpkg"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, proposed, RECORDS)
        if not chosen:
            self._refuse(Text("未选文件", "No file was chosen"))
            return
        path = Path(chosen).with_suffix(".gpkg")

        def write(run: Run) -> "Report":
            from geodata.exchange.storing import import_new

            return import_new(path, prepared, cancelled=lambda: run.is_cancelled)

        self._work.start(NEW_RECORD, write)

    def _accepted(self, ticket: int, written: Any) -> None:
        if ticket == self._ticket:
            self._told(written)

    def _refused(self, ticket: int, error: Exception) -> None:
        if ticket == self._ticket:
            self._refuse(sentence_of(error))

    def _finished(self, name: str, found: Any) -> None:
        if name == EXPORT:
            self.said.emit(Text(f"已导出 {found}", f"Exported {found}"))
        elif name == NEW_RECORD:
            self._told(found)
            if found.store:
                self.opened.emit(Path(found.store))

    def _failed(self, name: str, error: object) -> None:
        if name == EXPORT:
            say, sentence = self._language, sentence_of(error)
            self.said.emit(sentence)
            tell(self._window, Text("导出", "Export")(say), sentence(say), warning=True)
        elif name == NEW_RECORD:
            self._refuse(sentence_of(error))

    def _told(self, report: "Report") -> None:
        self.said.emit(Text(f"已导入 {report.imported:,} 行", f"Imported {report.imported:,} rows"))
        if self._dialog is not None:
            self._dialog.tell(report)

    def _refuse(self, sentence: Text) -> None:
        self.said.emit(sentence)
        if self._dialog is not None:
            self._dialog.refuse(sentence)

"""The first start: the sample district is drawn while a small window says how far it is."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog

from console.commands.stores import make_folder, sample_path
from console.work import Run, Work
from geodata import sample
from geodata.texts import Language, Text

BUILD = "sample"
TITLE = Text("北站 · 首次启动", "Beizhan · first start")
WORDS = Text("绘制示例站区与 2022 年记录", "Drawing the sample district and its 2022")


def ready_sample(language: Language) -> Path | None:
    """The user's sample, built before a progress window where it is missing; None if cancelled.

    Raises:
        Refused, StoreError: the folder cannot be made or written.
    """
    path = sample_path()
    if path.exists():
        return path
    make_folder(path.parent)
    dialog = QProgressDialog(WORDS(language), Text("取消", "Cancel")(language), 0, 100)
    dialog.setWindowTitle(TITLE(language))
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumWidth(420)
    dialog.setMinimumDuration(0)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    work, loop = Work(), QEventLoop()
    errors: list[BaseException] = []

    def build(run: Run) -> None:
        def told(share: float, _step: object = None) -> None:
            run.progress(share)

        sample.build(path, told)

    def failed(_name: str, error: BaseException) -> None:
        errors.append(error)
        loop.quit()

    work.progressed.connect(lambda _name, share: dialog.setValue(round(100 * share)))
    work.finished.connect(lambda _name, _answer: loop.quit())
    work.failed.connect(failed)
    dialog.canceled.connect(loop.quit)
    work.start(BUILD, build)
    loop.exec()
    cancelled = dialog.wasCanceled()
    work.close()
    dialog.close()
    if errors:
        raise errors[0]
    return None if cancelled else path

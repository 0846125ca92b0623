"""A field for each option that a layer declares: number, choice, toggle."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from console.layers.options import Choice, Number, Option, Toggle
from console.widgets.parts import Words
from geodata.texts import Language, Text

Tell = Callable[[Any], None]


class NumberField(QWidget):
    """A number with its unit."""

    def __init__(self, option: Number, tell: Tell) -> None:
        """Between the option's bounds."""
        super().__init__()
        self._option = option
        self._title = Words(option.title, tone="t2", size="small")
        self._box = QDoubleSpinBox()
        self._box.setDecimals(0 if option.step >= 1 else 2)
        self._box.setRange(option.low, option.high)
        self._box.setSingleStep(option.step)
        self._box.setKeyboardTracking(False)
        self._box.setFixedWidth(84)
        self._box.valueChanged.connect(tell)
        _row(self, self._title, self._box)

    def show_value(self, value: Any) -> None:
        """Show the value in force."""
        with QSignalBlocker(self._box):
            self._box.setValue(float(value))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._title.set_language(language)
        unit = self._option.unit(language)
        self._box.setSuffix(f" {unit}" if unit else "")
        bounds = f"{self._option.low:g}–{self._option.high:g} {unit}".strip()
        self._box.setToolTip(f"{self._option.title(language)} {bounds}")


class ChoiceField(QWidget):
    """One of several."""

    def __init__(self, option: Choice, tell: Tell) -> None:
        """With the option's choices in their order."""
        super().__init__()
        self._option = option
        self._title = Words(option.title, tone="t2", size="small")
        self._box = QComboBox()
        for code, words in option.choices:
            self._box.addItem(words("zh"), code)
        self._box.currentIndexChanged.connect(lambda i: tell(option.choices[i][0]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._box)

    def show_value(self, value: Any) -> None:
        """Show the value in force."""
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(max(0, self._box.findData(value)))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._title.set_language(language)
        for place, (_, words) in enumerate(self._option.choices):
            self._box.setItemText(place, words(language))


class ToggleField(QCheckBox):
    """On or off."""

    def __init__(self, option: Toggle, tell: Tell) -> None:
        """Named by the option."""
        super().__init__()
        self._option = option
        self.toggled.connect(tell)

    def show_value(self, value: Any) -> None:
        """Show the value in force."""
        with QSignalBlocker(self):
            self.setChecked(bool(value))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self.setText(self._option.title(language))


Field = NumberField | ChoiceField | ToggleField


def fields_for(options: Mapping[str, Option], tell: Callable[[str, Any], None]) -> dict[str, Field]:
    """A field for each option that has one; parts have eyes instead."""
    made: dict[str, Field] = {}
    for name, option in options.items():

        def told(value: Any, name: str = name) -> None:
            tell(name, value)

        match option:
            case Number():
                made[name] = NumberField(option, told)
            case Choice():
                made[name] = ChoiceField(option, told)
            case Toggle():
                made[name] = ToggleField(option, told)
    return made


OPACITY = Number(Text("不透明", "Opacity"), 0, 100, 5, Text("%", "%"))


def _row(holder: QWidget, title: Words, field: QWidget) -> None:
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(field)

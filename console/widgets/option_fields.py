"""A field for each option that a layer declares: number, choice, toggle."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from console.layers.options import Choice, Number, Option, Toggle
from console.widgets.parts import Words
from geodata.texts import Language, Text, same

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
        self._box.lineEdit().setTextMargins(4, 0, 0, 0)
        self._box.valueChanged.connect(tell)
        _stack(self, self._title, self._box)

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._box, 1)

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


class ShareField(QWidget):
    """A share from 0 to 100 %, as a slider."""

    def __init__(self, title: Text, tell: Tell) -> None:
        """Tells shares from 0 to 1."""
        super().__init__()
        self._title = Words(title, tone="t2", size="small")
        self._value = Words(size="small")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setSingleStep(5)
        self._slider.valueChanged.connect(lambda percent: tell(percent / 100))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._slider, 1)
        row.addWidget(self._value)

    def show_value(self, share: float) -> None:
        """Show the share in force."""
        percent = round(share * 100)
        with QSignalBlocker(self._slider):
            self._slider.setValue(percent)
        self._value.say(same(f"{percent} %"))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._title.set_language(language)


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


class OptionsForm(QWidget):
    """The options of one layer, two in a row, with its opacity below."""

    def __init__(
        self,
        options: Mapping[str, Option],
        tell: Callable[[str, Any], None],
        tell_opacity: Tell,
    ) -> None:
        """`tell` is told the name and the value of what a person sets."""
        super().__init__()
        self._fields = fields_for(options, tell)
        self._opacity = ShareField(OPACITY, tell_opacity)
        grid = QGridLayout(self)
        grid.setContentsMargins(28, 6, 10, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        toggles = QHBoxLayout()
        toggles.setSpacing(10)
        numbers = 0
        for field in self._fields.values():
            if isinstance(field, ToggleField):
                toggles.addWidget(field)
            elif isinstance(field, NumberField):
                row = grid.rowCount() - numbers % 2
                grid.addWidget(field, row, numbers % 2)
                numbers += 1
            else:
                grid.addWidget(field, grid.rowCount(), 0, 1, 2)
        toggles.addStretch(1)
        grid.addLayout(toggles, grid.rowCount(), 0, 1, 2)
        grid.addWidget(self._opacity, grid.rowCount(), 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_values(self, options: object, opacity: float) -> None:
        """Show what is in force."""
        for name, field in self._fields.items():
            field.show_value(getattr(options, name))
        self._opacity.show_value(opacity)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        for field in self._fields.values():
            field.set_language(language)
        self._opacity.set_language(language)


OPACITY = Text("不透明", "Opacity")


def _stack(holder: QWidget, title: Words, field: QWidget) -> None:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(field)

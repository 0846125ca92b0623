"""What can be done with time, as QActions: for keys, buttons and the window's menus alike."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from console.clock import Clock
from console.looks import Known, Look, WindowMode
from console.widgets.timebar.presets import PRESETS, Preset, whole_days
from geodata.instants import HOUR_US, Span, aware
from geodata.texts import Language, Text

_SHIFTED = {",": "<", ".": ">"}

MODES: tuple[tuple[WindowMode, Text, Text], ...] = (
    ("fixed", Text("固定", "Fixed"), Text("窗口不随时刻移动", "The window stays where it is")),
    ("moving", Text("移动", "Moving"), Text("窗口随时刻移动", "The window moves with the instant")),
    (
        "cumulative",
        Text("累积", "Cumulative"),
        Text("窗口从起点累积到时刻", "The window runs from its start to the instant"),
    ),
)


KNOWN_BY = Text("知至 {when}", "Known by {when}")
WIDER = 3


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that can be done: its id, words, keys and icon."""

    id: str
    words: Text
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


DOINGS = (
    Doing("play", Text("播放", "Play"), ("Space",), "time_play"),
    Doing("first", Text("到起点", "To the start"), ("Ctrl+Home",), "time_first"),
    Doing("back_hour", Text("后退一小时", "Back an hour"), (",",), "time_back"),
    Doing("forward_hour", Text("前进一小时", "Forward an hour"), (".",), "time_forward"),
    Doing("back_day", Text("后退一天", "Back a day"), ("Shift+,",)),
    Doing("forward_day", Text("前进一天", "Forward a day"), ("Shift+.",)),
    Doing("back_week", Text("后退一周", "Back a week"), ("Ctrl+,",)),
    Doing("forward_week", Text("前进一周", "Forward a week"), ("Ctrl+.",)),
    Doing("back_month", Text("后退一月", "Back a month"), ("Ctrl+Shift+,",)),
    Doing("forward_month", Text("前进一月", "Forward a month"), ("Ctrl+Shift+.",)),
    Doing("last", Text("到最新", "To the latest"), ("Home",)),
    Doing("loop", Text("循环", "Loop"), (), "time_loop", checkable=True),
    Doing("window_starts", Text("窗口从此刻起", "Window starts here"), ("[",)),
    Doing("window_ends", Text("窗口到此刻止", "Window ends here"), ("]",)),
    Doing("known_then", Text("当时所知", "Known then"), ("K",), "lock", checkable=True),
    Doing("type_instant", Text("输入时刻", "Type a time"), ("Ctrl+G",)),
    Doing("widen", Text("扩大窗口", "Widen the window")),
    Doing("whole", Text("显示全部时间", "Show all time")),
)


def key_sequences(key: str) -> list[QKeySequence]:
    """The sequences a key arrives as: Shift and a comma is `<` on most keyboards.

    A plain `<` beside them would make it ambiguous on X11, which offers both readings of a press.
    """
    plain = key.rsplit("+", 1)[-1]
    names = [key]
    if "Shift" in key and plain in _SHIFTED:
        names.append(key.removesuffix(plain) + _SHIFTED[plain])
    return [QKeySequence(name) for name in names]


class TimeActions(QObject):
    """The actions on one look's time, by id; presets are `preset_…`, window modes `mode_…`."""

    def __init__(
        self,
        look: Look,
        clock: Clock,
        now_us: Callable[[], int],
        edit_instant: Callable[[], None],
        show_whole: Callable[[], None],
    ) -> None:
        """Make them; `edit_instant` and `show_whole` are what the bar itself does."""
        super().__init__()
        self._look, self._clock = look, clock
        self._runs: dict[str, Callable[[], None]] = {
            "play": clock.toggle,
            "first": clock.to_start,
            "last": lambda: clock.to_last(now_us()),
            "loop": self._loop,
            "window_starts": self._window_starts,
            "window_ends": self._window_ends,
            "known_then": self._toggle_known,
            "type_instant": edit_instant,
            "widen": self._widen,
            "whole": show_whole,
        }
        for sign, word in ((-1, "back"), (1, "forward")):
            self._runs |= {
                f"{word}_hour": partial(clock.step, hours=sign),
                f"{word}_day": partial(clock.step, days=sign),
                f"{word}_week": partial(clock.step, days=7 * sign),
                f"{word}_month": partial(clock.step, months=sign),
            }
        self.by_id = {doing.id: self._made(doing) for doing in DOINGS}
        self.modes = self._group(
            [(f"mode_{mode}", partial(self._set_mode, mode)) for mode, *_ in MODES]
        )
        self.presets = self._group([(f"preset_{p.id}", partial(self.choose, p)) for p in PRESETS])
        look.asked_changed.connect(self._follow)
        clock.playing_changed.connect(self._follow)
        self.set_language("zh")

    def set_language(self, language: Language) -> None:
        """Name them in another language, keys in the tips."""
        self._language: Language = language
        for doing in DOINGS:
            self._name(doing.id, doing.words(language))
        for mode, words, tip in MODES:
            self._name(f"mode_{mode}", words(language), tip(language))
        for preset in PRESETS:
            tip_words = Text("窗口：{name}", "Window: {name}").with_values(
                name=preset.name(language)
            )
            self._name(f"preset_{preset.id}", preset.name(language), tip_words(language))
        self._follow()

    def choose(self, preset: Preset) -> None:
        """Ask for the window of a preset; a cumulative one still ends with t."""
        asked = self._look.asked
        snapshot = self._look.picture.snapshot
        window = preset.window(
            asked.t_us, snapshot.history("incident").extent, snapshot.district.zone
        )
        self.ask_over(window)

    def ask_over(self, window: Span) -> None:
        """Ask for another window; a cumulative one still ends with t."""
        asked = self._look.asked.over(window)
        self._look.ask(asked.at(asked.t_us) if asked.mode == "cumulative" else asked)

    def _made(self, doing: Doing) -> QAction:
        action = QAction(self)
        action.setObjectName(doing.id)
        action.setCheckable(doing.checkable)
        action.setShortcuts([seq for key in doing.keys for seq in key_sequences(key)])
        action.triggered.connect(lambda _checked=False: self._runs[doing.id]())
        return action

    def _group(self, members: list[tuple[str, Callable[[], None]]]) -> list[QAction]:
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        made = []
        for name, run in members:
            self._runs[name] = run
            action = self._made(Doing(name, Text("", ""), checkable=True))
            group.addAction(action)
            self.by_id[name] = action
            made.append(action)
        return made

    def _name(self, name: str, words: str, tip: str = "") -> None:
        action = self.by_id[name]
        action.setText(words)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip or words}  {key}" if key else tip or words)

    def _follow(self, *_args: object) -> None:
        """Show as checked what is asked, whoever asked it."""
        asked = self._look.asked
        snapshot = self._look.picture.snapshot
        extent, zone = snapshot.history("incident").extent, snapshot.district.zone
        self.by_id["known_then"].setChecked(asked.known != "now")
        self._name("known_then", self._known_words(asked.known))
        self.by_id["loop"].setChecked(self._clock.loop)
        playing = Text("暂停", "Pause") if self._clock.playing else Text("播放", "Play")
        self._name("play", playing(self._language))
        for mode, *_ in MODES:
            self.by_id[f"mode_{mode}"].setChecked(asked.mode == mode)
        for preset in PRESETS:
            same = preset.window(asked.t_us, extent, zone) == asked.window
            self.by_id[f"preset_{preset.id}"].setChecked(same)

    def _widen(self) -> None:
        """Let the window grow about its middle until it counts something, or holds all there is."""
        asked, snapshot = self._look.asked, self._look.picture.snapshot
        history = snapshot.history("incident")
        whole = whole_days(history.extent, asked.t_us, snapshot.district.zone)
        window = asked.window
        while window.length_us < whole.length_us:
            by_us = max(window.length_us, HOUR_US) * (WIDER - 1) // 2
            window = Span(window.start_us - by_us, window.end_us + by_us)
            if len(history.rows_in(asked.over(window).moment())):
                self.ask_over(window)
                return
        self.ask_over(whole)

    def _loop(self) -> None:
        self._clock.loop = not self._clock.loop
        self._follow()

    def _known_words(self, known: Known | int) -> str:
        """What the office knew then, or by one instant that does not follow t."""
        if not isinstance(known, int):
            return next(d.words for d in DOINGS if d.id == "known_then")(self._language)
        when = aware(known, self._look.picture.snapshot.district.zone)
        return KNOWN_BY.with_values(when=f"{when:%m-%d %H:%M}")(self._language)

    def _toggle_known(self) -> None:
        asked = self._look.asked
        self._look.ask(replace(asked, known="then" if asked.known == "now" else "now"))
        self._follow()

    def _set_mode(self, mode: WindowMode) -> None:
        asked = replace(self._look.asked, mode=mode)
        self._look.ask(asked.at(asked.t_us))
        self._follow()

    def _window_starts(self) -> None:
        asked = self._look.asked
        self._look.ask(asked.over(Span(asked.t_us, max(asked.window.end_us, asked.t_us))))

    def _window_ends(self) -> None:
        asked = self._look.asked
        self._look.ask(asked.over(Span(min(asked.window.start_us, asked.t_us), asked.t_us)))

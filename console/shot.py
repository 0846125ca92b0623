"""A picture of the window as a person sees it, and what each panel of it counts."""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.disk import part_beside
from geodata.exchange.refusal import Refused
from geodata.instants import DAY_US, iso, last_local_days
from geodata.texts import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from console.app import Console
    from console.looks import Asked
    from geodata.snapshot import Snapshot

DEFAULT_DAYS = 30
PATIENCE_MS = 60_000
QUIET_TURNS = 5


def run(args: Namespace) -> int:
    """Draw the window off screen, save it, and tell what its panels count; the exit code.

    Raises:
        Refused: the arguments or the file cannot be used; nothing was written.
        StoreError: the store cannot be opened.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from console.app import Console
    from console.application import application
    from console.commands.output import say_json
    from console.commands.stores import store_path
    from console.remembered import Remembered
    from geodata.stores.geopackage import open_store

    application()
    with tempfile.TemporaryDirectory() as nowhere:
        store = open_store(store_path(args), read_only=True)
        nothing = Remembered(Path(nowhere) / "console.json")
        console = Console(store, nothing, args.lang, args.theme)
        try:
            console.window.resize(*args.size)
            _show_layers(console, args.layers)
            console.look.ask(asked(console.snapshot, args))
            console.look.show_now()
            told = _drawn(console, Path(args.out))
        finally:
            console.window.close()
    if args.json:
        say_json(told)
    else:
        sys.stdout.write(f"{args.out}\n")
    return 0


def asked(snapshot: "Snapshot", args: Namespace) -> "Asked":
    """What the arguments ask: by default where the record opens, thirty days, known now."""
    from console.commands.moments import instant, window
    from console.looks import Known, opening

    zone = snapshot.district.zone
    start = opening(snapshot)
    t_us = start.t_us if args.at is None else instant(args.at, zone)
    span = (
        last_local_days(DEFAULT_DAYS, t_us, zone)
        if args.window is None
        else window(args.window, zone)
    )
    known: Known | int = "now"
    if args.known_at == "then":
        known = "then"
    elif args.known_at != "now":
        known = instant(args.known_at, zone)
    return replace(start, t_us=t_us, window=span, known=known)


def _show_layers(console: "Console", wanted: Sequence[str] | None) -> None:
    if wanted is None:
        return
    try:
        console.overlays.show_only(wanted)
    except KeyError as error:
        there = ", ".join(layer.id for layer in console.overlays.layers)
        raise Refused(
            Text(
                f"没有图层 {error.args[0]}：有 {there}。",
                f"There is no layer {error.args[0]}; there are {there}.",
            )
        ) from None


def _drawn(console: "Console", out: Path) -> dict[str, Any]:
    """Wait until everything is drawn, save the window, and tell what it counts."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    console.window.show()
    console.complete()
    QApplication.processEvents()
    console.prepare()
    deadline = QDeadlineTimer(PATIENCE_MS)
    every = QEventLoop.ProcessEventsFlag.AllEvents
    quiet = 0
    while quiet < QUIET_TURNS and not deadline.hasExpired():
        QApplication.processEvents(every, 50)
        quiet = quiet + 1 if console.is_settled else 0
    if not console.is_settled:
        raise Refused(Text("一分钟内未能绘完。", "It could not be drawn within a minute."))
    console.canvas.settle()
    _save(console.window.grab(), out)
    return figures(console)


def _save(picture: "QPixmap", out: Path) -> None:
    """Write the picture: the old file or the whole new one."""
    half = part_beside(out)
    try:
        written = picture.save(str(half), "PNG")
        if written:
            half.replace(out)
    except OSError:
        written = False
    finally:
        half.unlink(missing_ok=True)
    if not written:
        raise Refused(Text(f"未能写入 {out}。", f"{out} cannot be written."))


def figures(console: "Console") -> dict[str, Any]:
    """The Picture's own moment, and what every layer and panel counts of it."""
    picture = console.look.picture
    moment, district = picture.moment, picture.snapshot.district
    return {
        "t": iso(moment.t_us, district.zone),
        "window": {
            "from": iso(moment.window.start_us, district.zone),
            "to": iso(moment.window.end_us, district.zone),
            "days": moment.window.length_us / DAY_US,
        },
        "known_at": "now" if moment.is_known_now else iso(moment.known_at_us, district.zone),
        "sample": district.sample,
        "incidents": dict(picture.counted.by_kind),
        "records": dict(picture.counted.records_by_kind),
        "not_yet_known": picture.not_yet_known,
        **console.figures(),
    }

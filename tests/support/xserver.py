"""An X display of one's own: Xvfb with a window manager, so that focus and sizes are real."""

import os
import subprocess
import time

# Larger than the largest window tried, so that the title bar never squeezes one.
SCREEN_PX = "2560x1440x24"
WAIT_S = 20.0


class XServer:
    """A running Xvfb and openbox on a display number that was free."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self._xvfb = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN_PX, "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = f":{number}"
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env=self.environment(), stderr=subprocess.DEVNULL
        )
        self._wait_for_manager()

    def environment(self) -> dict[str, str]:
        """The environment a program needs to open its window here."""
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def _wait_for_manager(self) -> None:
        until = time.monotonic() + WAIT_S
        asking = ["xdotool", "get_num_desktops"]
        while subprocess.run(asking, env=self.environment(), capture_output=True).returncode:
            if time.monotonic() > until:
                self.close()
                raise RuntimeError("no window manager answered on the display")
            time.sleep(0.05)

    def close(self) -> None:
        """End both programs."""
        for program in (self._manager, self._xvfb):
            program.terminate()
            program.wait(WAIT_S)

"""What is said when a file cannot be taken, or a command cannot be done: one sentence."""

from geodata.texts import Explained, Text


class Refused(Explained):
    """Nothing was done, and `sentence` says why."""


class Cancelled(Explained):
    """The user stopped it; nothing was done."""

    def __init__(self) -> None:
        """There is nothing else to say."""
        super().__init__(Text("已取消。", "Cancelled."))

"""What is said when a file cannot be taken, or a command cannot be done: one sentence."""

from geodata.texts import Text


class Refused(Exception):
    """Nothing was done, and `sentence` says why in one sentence."""

    def __init__(self, sentence: Text) -> None:
        """Keep the sentence; the exception's own text is the English one."""
        super().__init__(sentence.en)
        self.sentence = sentence


class Cancelled(Exception):
    """The user stopped it; nothing was done."""

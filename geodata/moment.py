"""What is asked of the record: an instant, a window of history, as known when, which of it."""

from dataclasses import dataclass, field
from typing import Final

from geodata.instants import NEVER_US, Span
from geodata.selection import EVERYTHING, Selection

KNOWN_NOW: Final = NEVER_US - 1
"""`known_at_us` of a moment that takes everything the snapshot has heard; before NEVER_US, so
that what is never withdrawn is not withdrawn by then."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`(t, window, known_at, selection)`: state is taken at t, history counted in the window.

    Of both only what was heard by `known_at_us` is taken, and what was hidden by then is left out.
    """

    t_us: int
    window: Span
    known_at_us: int = KNOWN_NOW
    selection: Selection = field(default=EVERYTHING)

    @property
    def is_known_now(self) -> bool:
        """Whether it takes all that has been heard, up to the snapshot's end."""
        return self.known_at_us == KNOWN_NOW

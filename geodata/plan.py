"""A plan: things as they would be, laid over the record while it is not yet in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from geodata.versions import Fact


@dataclass(frozen=True, eq=False)
class Plan:
    """A draft: by kind and id the fact that would hold, or None for what would be removed."""

    name: str
    changes: Mapping[str, Mapping[str, Fact | None]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def of_kind(self, kind: str) -> Mapping[str, Fact | None]:
        """What the draft says of one kind."""
        return self.changes.get(kind, {})

"""What leaves the console masked: names of persons, phone numbers, number plates, passwords."""

import re
from collections.abc import Mapping
from typing import Any, Final

PERSON_FIELDS: Final[Mapping[str, frozenset[str]]] = {"contact": frozenset({"name"})}
"""By kind of record the fields that hold a person's name (a place's name is public)."""

SECRET_FIELDS: Final = frozenset({"phone", "mobile", "telephone", "plate", "driver", "person"})
"""Fields that are masked whatever the record."""

_MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_PLATE: Final = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z])"
    r"[·•\s]?[A-Z0-9]{4,5}([A-Z0-9挂学警港澳])"
)
_PASSWORD: Final = re.compile(r"(\w://)[^/@\s]*@")


def masked(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record as they may leave the console.

    >>> masked("contact", {"name": "王小明", "phone": "0512-12345678", "role": "值班"})
    {'name': '王**', 'phone': '05***********', 'role': '值班'}
    """
    return {name: _masked(kind, name, value) for name, value in data.items()}


def _masked(kind: str, name: str, value: Any) -> Any:
    if name in PERSON_FIELDS.get(kind, ()):
        return _starred(value, 1)
    if name in SECRET_FIELDS:
        return _starred(value, 2)
    return _without_numbers(value)


def _starred(value: Any, kept: int) -> Any:
    if value is None or value == "":
        return value
    if isinstance(value, dict):
        return {name: _starred(one, kept) for name, one in value.items()}
    text = str(value)
    return text[:kept] + "*" * max(len(text) - kept, 1)


def _without_numbers(value: Any) -> Any:
    """Free text without the mobile numbers, plates and passwords that someone typed into it."""
    if isinstance(value, str):
        text = _PASSWORD.sub(r"\1***@", value)
        return _PLATE.sub(r"\1****\2", _MOBILE.sub(r"\1****\2", text))
    if isinstance(value, list):
        return [_without_numbers(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_numbers(one) for name, one in value.items()}
    return value

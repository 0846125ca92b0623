"""What is remembered between starts; a broken file is as good as none."""

import os
from pathlib import Path

import pytest

from console.remembered import Remembered


def test_what_was_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "console.json"
    Remembered(path).keep({"language": "en", "widths": [1, 2, 3]})
    again = Remembered(path)
    assert again.get("language", "zh") == "en"
    assert again.get("widths", []) == [1, 2, 3]
    again.keep({"theme": "light"})
    assert Remembered(path).get("language", "zh") == "en"


def test_without_a_file_everything_is_as_expected(tmp_path: Path) -> None:
    assert Remembered(tmp_path / "none.json").get("language", "zh") == "zh"


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", '"words"', "null", "\ufeff{}", '{"language": "en"', "\x00\x01"]
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "console.json"
    path.write_text(text, encoding="utf-8")
    assert Remembered(path).get("language", "zh") == "zh"


def test_bytes_that_are_no_text_are_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "console.json"
    path.write_bytes(b'{"language": "\xff\xfe"}')
    assert Remembered(path).get("language", "zh") == "zh"


def test_a_value_of_another_type_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "console.json"
    Remembered(path).keep({"language": 5, "widths": "wide", "overlays": []})
    found = Remembered(path)
    assert found.get("language", "zh") == "zh"
    assert found.get("widths", [1]) == [1]
    assert found.get("overlays", {}) == {}


def test_nothing_half_written_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "console.json"
    Remembered(path).keep({"language": "en"})

    def full(*_args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="no space"):
        Remembered(path).keep({"language": "zh"})
    monkeypatch.undo()
    assert Remembered(path).get("language", "") == "en"
    assert [p.name for p in tmp_path.iterdir()] == ["console.json"]


def test_it_lies_in_the_users_own_configuration_folder(user_home: Path) -> None:
    Remembered().keep({"theme": "dark"})
    assert (user_home / "config" / "beizhan" / "console.json").exists()

"""The page that leaves the console: one file, offline, its data never code."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from console.palette import Palette
from geodata.exchange.features import features
from geodata.exchange.page import write_page
from geodata.snapshot import Snapshot
from geodata.versions import Fact, Version
from tests.records import DISTRICT, Record, hour, incident, place

MARKUP = (
    "<script>document.title='ran'</script>",
    "</script><img src=x onerror=\"document.title='ran'\">",
    "<!--<script>",
    "</style></head>]]>",
    "${document.title='ran'}",
    "{{ 7 * 7 }}{% raw %}",
    "\u2028';document.title='ran';//",
    "&lt;b&gt;",
)


class Seen(HTMLParser):
    """What a browser would find in the page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def page_of(tmp_path: Path, *facts: Fact, kind: str = "incident", sample: bool = True) -> Path:
    record = Record(tuple(Version(n, hour(n), None, one) for n, one in enumerate(facts, 1)))
    district = replace(DISTRICT, sample=sample, title_zh="</title><b>站区", title_en="")
    snapshot = Snapshot(district, record.seq, record)
    path = tmp_path / "page.html"
    color = Palette.load("light").color
    write_page(snapshot, features(snapshot, kind), path, color=color, made_us=hour(0))
    return path


def told_by(path: Path) -> dict[str, Any]:
    found = re.search(r'id="things">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    facts = [
        incident(f"i{n}", hour(n), kind=text, place=text, geometry=place(100.0 * n))
        for n, text in enumerate(MARKUP)
    ]
    return page_of(tmp_path, *facts)


def test_nothing_in_the_page_points_outside(hostile: Path) -> None:
    text = hostile.read_text("utf-8")
    seen = Seen()
    seen.feed(text)
    for tag, attributes in seen.tags:
        assert not {"src", "href", "action", "srcset"} & set(attributes), (tag, attributes)
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
    # The namespace of SVG is a name, not an address.
    assert set(re.findall(r"https?://[\w./]*", text)) <= {"http://www.w3.org/2000/svg"}
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert not any("url(" in style or "@import" in style for style in styles)


def test_the_policy_names_every_script_and_style_that_stands_in_it(hostile: Path) -> None:
    text = hostile.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for code in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert text.index("Content-Security-Policy") < text.index("<script")


def test_what_records_say_stays_data(hostile: Path) -> None:
    text = hostile.read_text("utf-8")
    data = re.search(r'id="things">(.*?)</script>', text, re.DOTALL)
    assert data is not None
    assert "<" not in data[1]
    assert text.count("<title>") == 1
    assert "&lt;/title&gt;" in text
    told = told_by(hostile)
    place_column = told["fields"].index("地点 Place")
    assert [thing[2][place_column] for thing in told["things"]] == list(MARKUP)


def test_the_sample_says_so_and_a_real_record_does_not(tmp_path: Path) -> None:
    one = incident("a", hour(1))
    assert told_by(page_of(tmp_path, one))["sample"] == "示例数据 SAMPLE"
    assert told_by(page_of(tmp_path, one, sample=False))["sample"] is None


def test_the_district_lies_below_what_is_shown(tmp_path: Path) -> None:
    water = Fact("w", "water", hour(0), geometry=place(50).buffer(20))
    told = told_by(page_of(tmp_path, water, incident("a", hour(1))))
    (layer,) = told["ground"]
    assert layer["fill"] == Palette.load("light").color("map.water")
    assert len(layer["shapes"]) == 1


def test_a_browser_draws_it_without_running_what_it_was_fed(hostile: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no browser on this machine")
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            f"--user-data-dir={hostile.parent / 'browser'}",
            "--virtual-time-budget=5000",
            "--enable-logging=stderr",
            "--dump-dom",
            hostile.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert f'data-drawn="{len(MARKUP)}"' in done.stdout
    assert "<title>ran" not in done.stdout
    assert "示例数据 SAMPLE" in done.stdout
    assert "Content Security Policy" not in done.stderr
    assert "Uncaught" not in done.stderr

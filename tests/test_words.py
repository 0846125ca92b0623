"""Every word on the screen stands in Chinese and in English, side by side."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("geodata", "console")
    for path in (ROOT / package).rglob("*.py")
)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PLACE = re.compile(r"\{(\w*)[^}]*\}")


def is_text(node: ast.AST) -> bool:
    """`Text`, or `same` for what is written alike in both: a language's own name, say."""
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in {"Text", "same"}


def literal_pairs(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_text(node) and len(node.args) == 2:
            zh, en = node.args
            if isinstance(zh, ast.Constant) and isinstance(en, ast.Constant):
                yield node.lineno, str(zh.value), str(en.value)


def faults(zh: str, en: str) -> Iterator[str]:
    """What is wrong with a pair; a measure word (次, 人次) has no English."""
    is_measure_word = len(zh) <= 2 and not en
    if bool(zh.strip()) != bool(en.strip()) and not is_measure_word:
        yield "one language is empty"
    says_both_at_once = sorted(zh.split()) == sorted(en.split())
    if CHINESE.search(en) and not says_both_at_once:
        yield "Chinese in the English words"
    if sorted(PLACE.findall(zh)) != sorted(PLACE.findall(en)):
        yield "the two fill in different values"


@pytest.mark.parametrize("source", SOURCES)
def test_each_text_says_the_same_in_both_languages(source: str) -> None:
    tree = ast.parse((ROOT / source).read_text("utf-8"))
    found = [
        f"{source}:{line}: {fault}: {zh!r} {en!r}"
        for line, zh, en in literal_pairs(tree)
        for fault in faults(zh, en)
    ]
    assert found == []


@pytest.mark.parametrize("source", [name for name in SOURCES if name.startswith("console/")])
def test_no_chinese_word_stands_alone_on_the_screen(source: str) -> None:
    """A single character is a symbol (公, 城, 志) and the same in both languages."""
    tree = ast.parse((ROOT / source).read_text("utf-8"))
    spared = {id(part) for node in ast.walk(tree) if is_text(node) for part in ast.walk(node)}
    spared |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    alone = [
        f"{source}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and len(CHINESE.findall(node.value)) > 1
    ]
    assert alone == []

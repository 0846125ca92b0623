"""Files at the door: bytes in under a limit, text out of whatever encoding, files out whole.

Reading never follows what a file names and never asks a library that would: bytes are bytes.
"""

import codecs
import gzip
import os
import stat
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from geodata.disk import part_beside, to_disk
from geodata.exchange.refusal import Refused
from geodata.texts import Text

MIB: Final = 1024 * 1024
MAX_BYTES: Final = 512 * MIB
"""Of a file, and of what a packed one unpacks to."""

_CHUNK: Final = MIB
_FOREIGN: Final = {
    b"PK\x03\x04": Text("压缩包", "a zip archive"),
    b"SQLite format 3\x00": Text("数据库", "a database"),
    b"PAR1": Text("Parquet 文件", "a Parquet file"),
    b"%PDF": Text("PDF 文件", "a PDF"),
    b"\xd0\xcf\x11\xe0": Text("旧版 Excel 文件", "an old Excel file"),
}


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file, unpacked where it is gzip.

    Raises:
        Refused: it is not there, no regular file, of a format that is not read, or over `limit`.
    """
    name = path.name
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused(
                    Text("{n} 不是普通文件。", "{n} is not a regular file.").with_values(n=name)
                )
            return _unpacked(file, limit, name)
    except FileNotFoundError:
        raise Refused(
            Text("找不到文件 {n}。", "There is no file {n}.").with_values(n=path)
        ) from None
    except IsADirectoryError:
        raise Refused(Text("{n} 是文件夹。", "{n} is a folder.").with_values(n=name)) from None
    except OSError as error:
        reason = error.strerror or "gzip"
        raise Refused(
            Text("无法读取 {n}（{r}）。", "{n} cannot be read ({r}).").with_values(n=name, r=reason)
        ) from None
    except (EOFError, zlib.error):
        raise Refused(
            Text("{n} 的压缩内容已损坏。", "{n} is a damaged gzip file.").with_values(n=name)
        ) from None


def text_of(raw: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16 by its mark, else GB18030.

    Raises:
        Refused: it is none of them, or holds NUL characters.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    else:
        tried = ["utf-8-sig", "gb18030"]
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, encoding.removesuffix("-sig")
    raise Refused(
        Text(
            "{n} 不是文本文件（需 UTF-8 或 GB18030 编码）。",
            "{n} is not text in UTF-8 or GB18030.",
        ).with_values(n=name)
    )


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file, then put it in the place of `path`: old or new, never half.

    Raises:
        Refused: the folder is not there or not writable, or the disk is full.
    """
    try:
        part = part_beside(path)
        try:
            write(part)
            to_disk(part)
            part.replace(path)
            to_disk(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(
            Text("无法写入 {n}（{r}）。", "{n} cannot be written ({r}).").with_values(
                n=path, r=error.strerror or type(error).__name__
            )
        ) from None


def _without_waiting(path: str, flags: int) -> int:
    # A pipe without a writer would block the opening for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unpacked(file: IO[bytes], limit: int, name: str) -> bytes:
    head = file.read(16)
    file.seek(0)
    for mark, kind in _FOREIGN.items():
        if head.startswith(mark):
            raise Refused(
                Text(
                    f"{name} 是{kind.zh}，请先导出为 CSV 或 GeoJSON。",
                    f"{name} is {kind.en}; export it as CSV or GeoJSON first.",
                )
            )
    if not head.startswith(b"\x1f\x8b"):
        return _at_most(file, limit, name)
    with gzip.GzipFile(fileobj=file) as unpacked:
        return _at_most(unpacked, limit, name)


def _at_most(file: IO[bytes] | gzip.GzipFile, limit: int, name: str) -> bytes:
    parts, size = [], 0
    while part := file.read(_CHUNK):
        size += len(part)
        if size > limit:
            raise Refused(
                Text(
                    "{n} 超过 {m} MB，请分成几个文件。",
                    "{n} is over {m} MB; split it into smaller files.",
                ).with_values(n=name, m=limit // MIB)
            )
        parts.append(part)
    return b"".join(parts)

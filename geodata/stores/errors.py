"""Why a store or a fact is refused, each in one sentence; what is refused changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import apsw

from geodata.texts import Explained, Text


class Refusal(Enum):
    """The reasons for which a store cannot be opened, made or written."""

    MISSING = Text("没有文件 {path}。", "There is no file {path}.")
    FOLDER = Text("{path} 是文件夹，不是记录库。", "{path} is a folder, not a store.")
    EXISTS = Text(
        "{path} 已存在，未覆盖。", "{path} is already there and has not been overwritten."
    )
    NOT_A_STORE = Text(
        "{path} 不是北站记录库（GeoPackage），未作改动。",
        "{path} is not a GeoPackage that holds a Beizhan record; nothing was changed.",
    )
    CORRUPT = Text(
        "{path} 已损坏（{detail}），未作改动；请用备份恢复。",
        "{path} is damaged ({detail}); nothing was changed. Restore it from a backup.",
    )
    NEWER = Text(
        "{path} 由更新版本的北站写成（格式 {detail}），请升级程序；未作改动。",
        "{path} was written by a newer Beizhan (format {detail}); update the program. "
        "Nothing was changed.",
    )
    IN_USE = Text(
        "{path} 正被其他程序使用{detail}，请先关闭它；未作改动。",
        "{path} is in use by another program{detail}; close it first. Nothing was changed.",
    )
    UNREADABLE = Text("无权读取 {path}。", "{path} may not be read by you.")
    UNWRITABLE = Text(
        "{path} 或其文件夹不可写，只能以只读方式打开；未作改动。",
        "{path} or its folder cannot be written; it can be opened for reading only. "
        "Nothing was changed.",
    )
    UNFINISHED = Text(
        "{path} 上次写入被中断，须先以可写方式打开一次；未作改动。",
        "{path} was left in the middle of a write; open it once where it can be written. "
        "Nothing was changed.",
    )
    FULL = Text(
        "磁盘已满，{path} 未作改动；请先腾出空间。",
        "The disk is full; {path} was not changed. Make room first.",
    )
    DISK = Text(
        "读写 {path} 时磁盘出错（{detail}），未作改动。",
        "The disk failed at {path} ({detail}); nothing was changed.",
    )
    READ_ONLY = Text("{path} 以只读方式打开。", "{path} is open for reading only.")
    CLOSED = Text("{path} 已关闭。", "{path} has been closed.")
    BUSY = Text(
        "待写入过多，{path} 暂不接收。", "Too much waits to be written; {path} takes no more now."
    )


class StoreError(Explained):
    """A store cannot be used as asked: `refusal` says why, `sentence` says it to a person."""

    def __init__(self, refusal: Refusal, path: Path, detail: str = "") -> None:
        """Keep the reason and word the sentence."""
        self.refusal = refusal
        self.path = path
        super().__init__(refusal.value.with_values(path=path, detail=detail))


class FactError(Explained):
    """A fact that cannot enter the record: which thing, which field, and why."""

    def __init__(self, kind: str, thing: str, field: str, reason: Text) -> None:
        """Keep what a report needs."""
        self.kind = kind
        self.thing = thing
        self.field = field
        self.reason = reason
        super().__init__(
            Text(f"{kind} {thing} 的 {field}：{reason.zh}", f"{kind} {thing}, {field}: {reason.en}")
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError about `path`."""
    try:
        yield
    except apsw.NotADBError as error:
        raise StoreError(Refusal.NOT_A_STORE, path) from error
    except (apsw.CorruptError, apsw.FormatError, UnicodeDecodeError) as error:
        raise StoreError(Refusal.CORRUPT, path, str(error)) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreError(Refusal.IN_USE, path) from error
    except apsw.FullError as error:
        raise StoreError(Refusal.FULL, path) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise StoreError(Refusal.UNWRITABLE, path) from error
    except apsw.CantOpenError as error:
        raise StoreError(Refusal.UNREADABLE, path) from error
    except apsw.ConnectionClosedError as error:
        raise StoreError(Refusal.CLOSED, path) from error
    except apsw.Error as error:
        raise StoreError(Refusal.DISK, path, str(error)) from error

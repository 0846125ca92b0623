"""A file becomes a table of rows, whatever it is written in; what is none is refused."""

import gzip
import os
from pathlib import Path

import pytest

from geodata.exchange import files, reading
from geodata.exchange.reading import read_table
from geodata.exchange.refusal import Refused


def written(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_a_csv_is_rows_by_column(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", "time,kind\n2022-10-01, 违停 \n\n2022-10-02,\n"))
    assert table.columns == ("time", "kind")
    assert table.column("kind") == ["违停", ""]
    assert len(table) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(("time", '"a,b"', "c"))
    table = read_table(written(tmp_path / "a.csv", f"{header}\n1{delimiter}2{delimiter}3\n"))
    assert table.columns == ("time", "a,b", "c")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_is_read_in_each_encoding_of_the_office(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "a.csv", "类别,地点\n违停,南广场\n", encoding)
    table = read_table(path)
    assert table.column("地点") == ["南广场"]
    assert table.encoding == ("utf-8" if encoding.startswith("utf-8") else encoding)


def test_a_gzip_is_unpacked_whatever_its_name(tmp_path: Path) -> None:
    packed = gzip.compress(b"time,kind\n2022-10-01,x\n", mtime=0)
    assert len(read_table(written(tmp_path / "a.csv.gz", packed))) == 1
    assert len(read_table(written(tmp_path / "a.csv", packed))) == 1


def test_rows_of_another_width_are_kept_and_told(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", "a,b\n1,2\n1\n1,2,3\n1,2,,\n"))
    assert sorted(table.broken) == [1, 2]
    assert list(table.rows[3]) == ["1", "2"]


def test_columns_of_one_name_or_none_can_be_told_apart(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", "a,a,,a\n1,2,3,4\n"))
    assert table.columns == ("a", "a (2)", "column 3", "a (3)")


def test_rows_are_equal_in_every_column_or_not_at_all(tmp_path: Path) -> None:
    table = read_table(written(tmp_path / "a.csv", "a,b\n1,2\n1,2\n12,\n"))
    first, second, third = table.digests
    assert first == second != third


def test_the_same_rows_under_columns_in_another_order_are_the_same(tmp_path: Path) -> None:
    one = read_table(written(tmp_path / "a.csv", "a,b\n1,2\n"))
    other = read_table(written(tmp_path / "b.csv", "b,a\n2,1\n"))
    assert one.digests == other.digests


def test_geojson_properties_are_columns_and_points_are_places(tmp_path: Path) -> None:
    text = """{"type": "FeatureCollection", "features": [
      {"type": "Feature", "id": 7, "properties": {"n": 3, "tags": ["a"]},
       "geometry": {"type": "Point", "coordinates": [120.5, 31.5]}},
      {"type": "Feature", "properties": {"kind": "违停"},
       "geometry": {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}},
      {"type": "Feature", "properties": null, "geometry": null}]}"""
    table = read_table(written(tmp_path / "a.geojson", text))
    assert table.columns == ("id", "n", "tags", "kind")
    assert list(table.rows[0]) == ["7", "3", '["a"]', ""]
    assert table.places is not None
    assert (table.places.x[0], table.places.y[0]) == (120.5, 31.5)
    assert {n: fault.reason for n, fault in table.places.faults.items()} == {
        1: reading.NOT_A_POINT,
        2: reading.NO_PLACE,
    }


def test_half_a_character_in_a_property_breaks_its_row_alone(tmp_path: Path) -> None:
    text = r"""{"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"kind": "\ud800"}, "geometry": null},
      {"type": "Feature", "properties": {"kind": "ok"}, "geometry": null}]}"""
    assert list(read_table(written(tmp_path / "a.geojson", text)).broken) == [0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"a,b\n1,\x00\n",
        b"\x80\x81\xff\xfe\x00",
        b"PK\x03\x04" + b"\0" * 100,
        b"SQLite format 3\x00" + b"\0" * 100,
        b"PAR1",
        b"\x1f\x8bnot gzip at all",
        gzip.compress(b"a,b\n1,2\n" * 1000, mtime=0)[:-20],
        b'a,"' + b"x" * 200_000 + b'"\n1,2\n',
        b",".join(b"c%d" % n for n in range(1001)) + b"\n",
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_table(written(tmp_path / "bad.csv", content))
    assert "bad.csv" in refused.value.sentence.en
    assert "\n" not in refused.value.sentence.zh


def test_a_bomb_is_left_packed(tmp_path: Path) -> None:
    bomb = written(tmp_path / "a.csv.gz", gzip.compress(b"0" * 50_000_000, mtime=0))
    with pytest.raises(Refused, match="over 1 MB"):
        files.read_bytes(bomb, limit=files.MIB)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("pipe.csv", "missing.csv", "."):
        with pytest.raises(Refused):
            read_table(tmp_path / name)
    with pytest.raises(Refused):
        read_table(Path("/dev/zero"))


def test_a_file_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    path = written(tmp_path / "out.csv", "old")

    def fails(part: Path) -> None:
        part.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Refused, match="No space left"):
        files.write_whole(path, fails)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]

    def succeeds(part: Path) -> None:
        part.write_text("new")

    files.write_whole(path, succeeds)
    assert path.read_text() == "new"

"""Tables of strangers are read in the child: a workbook or text, whatever its encoding; what is hostile is refused with a reason."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from wederhoor.dossier.gate import confined
from wederhoor.dossier.gate.confined import Answer


def read(content: bytes) -> Answer:
    return confined.run("table", {}, content)


def said(content: bytes) -> Any:
    answer = read(content)
    assert not answer.refused
    return json.loads(answer.blobs[0])


def workbook(rows: Iterable[Iterable[Any]]) -> bytes:
    book, stream = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, new: bytes) -> bytes:
    """The workbook with one part replaced (or added)."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in {*old.namelist(), part}:
            made.writestr(name, new if name == part else old.read(name))
    return stream.getvalue()


TABLE = {"heads": ["Thema", "Gesloten"], "rows": [[2, ["Bejegening", "2024-03-31"]], [4, ["Privé", ""]]]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found(encoding: str, separator: str) -> None:
    lines = ["Thema;Gesloten", "Bejegening;2024-03-31", "", "Privé;"]
    assert said("\r\n".join(lines).replace(";", separator).encode(encoding)) == TABLE


def test_a_workbook_gives_days_and_numbers_as_people_write_them() -> None:
    found = said(
        workbook(
            [["Register 2024"], [], ["Thema", "Gesloten", "Dagen", "Op tijd"], ["Zorg", date(2024, 3, 31), 12.0, True]]
        )
    )
    assert found == {
        "heads": ["Thema", "Gesloten", "Dagen", "Op tijd"],
        "rows": [[4, ["Zorg", "2024-03-31", "12", "ja"]]],
    }


def test_a_formula_is_not_computed() -> None:
    found = said(workbook([["Thema", "Soort"], ["=1+1", '=HYPERLINK("http://kwaad.test")'], ["Zorg", "Klacht"]]))
    assert found["rows"] == [[3, ["Zorg", "Klacht"]]]


def test_too_many_rows_and_columns_are_refused() -> None:
    assert read(b"A;B\n" + b"1;2\n" * 50_001).refused == "too many rows"
    assert len(said(b"A;B\n" + b"1;2\n" * 50_000)["rows"]) == 50_000
    assert read((";".join(f"k{n}" for n in range(101)) + "\n" + "1;" * 101).encode()).refused == "too many columns"


def test_a_zip_bomb_is_not_unpacked() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", b"<a>" + b" " * 300_000_000)
    assert read(stream.getvalue()).refused == "bomb"


def test_a_sheet_that_says_it_has_endless_rows_stops() -> None:
    plain = workbook([["Thema", "Soort"], ["Zorg", "Klacht"]])
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c><c r="B1" t="inlineStr"><is><t>B</t></is></c></row>'
        b'<row r="2"><c r="A2"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert said(changed(plain, "xl/worksheets/sheet1.xml", far))["rows"] == [[2, ["1", ""]]]


def test_entities_that_grow_are_refused() -> None:
    plain = workbook([["Thema", "Soort"], ["Zorg", "Klacht"]])
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert read(changed(plain, "xl/worksheets/sheet1.xml", laughs)).refused == "damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no table"), (b"Alleen tekst zonder tabel", "no table"), (b"A;B\n", "no table"), (b"PK\x03\x04kapot", "damaged"),
        (b"\x00\x01\x02\x03" * 50, "unknown"),
    ],
)  # fmt: skip
def test_what_is_no_table_says_so(content: bytes, code: str) -> None:
    assert read(content).refused == code


def test_macros_are_refused() -> None:
    plain = workbook([["Thema", "Soort"], ["Zorg", "Klacht"]])
    assert read(changed(plain, "xl/vbaProject.bin", b"x")).refused == "macros"

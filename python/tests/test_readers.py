"""Files of other systems, made up here in their shape; the fields are those of real files."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import pathlib
import pickle

import openpyxl
import polars
import pytest

import mahir

KEY = b"sixteen bytes or more, by chance"
HEADER = [
    "PNS ID", "NIP BARU", "NAMA", "TANGGAL LAHIR", "NIK", "NOMOR HP", "ALAMAT", "NPWP NOMOR", "BPJS",
    "JENIS PEGAWAI NAMA", "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "UNOR ID", "UNOR NAMA",
    "ESELON NAMA", "GOL AKHIR NAMA",
]  # fmt: skip
ROW = [
    "A8", "196803151994031002", "Somebody", "15-03-1968", "1271011503680001", "081200000000", "Street 1",
    "09.876.543.2-111.000", "0001112223334", "PNS", "Jabatan Struktural", "J1", "Lurah", "U1",
    "Kelurahan A", "IV.a", "III/d",
]  # fmt: skip


def export() -> bytes:
    return "\r\n".join([";".join(HEADER), ";".join(ROW)]).encode("utf-8-sig")


def test_an_export_is_read_from_a_path_from_bytes_from_a_workbook_and_from_a_frame(
    tmp_path: pathlib.Path,
) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(export())
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(ROW)
    file = io.BytesIO()
    book.save(file)
    frame = polars.DataFrame([ROW], schema=HEADER, orient="row")
    found = [
        mahir.readers.siasn(data, key=KEY) for data in (path, str(path), export(), file.getvalue(), frame)
    ]
    pseudonym = "P" + hmac.new(KEY, b"196803151994031002", hashlib.sha256).hexdigest()[:20]
    for import_ in found:
        (person,) = import_.table("people").to_dicts()
        assert person["id"] == pseudonym
        assert (person["unit"], person["post"], person["status"]) == ("U1", "J1", "PNS")
        # UU 20/2023: a supervisor's service ends at 58, on the first of the next month.
        assert str(person["retires_on"]) == "2026-04-01"


def test_nothing_personal_comes_out() -> None:
    found = mahir.readers.siasn(export(), key=KEY, keep=["gol akhir nama"])
    shown = repr(found) + found._repr_html_() + found.to_json()
    for secret in (ROW[1], ROW[2], ROW[4], ROW[5], ROW[6], ROW[7], ROW[8]):
        assert secret not in shown
    assert found.table("staff").to_dicts()[0]["GOL AKHIR NAMA"] == "III/d"
    with pytest.raises(mahir.FaultsError) as caught:
        mahir.readers.siasn(export() + b"\r\n" + ";".join(ROW).encode(), key=KEY)
    assert ROW[1] not in str(caught.value)
    assert caught.value.faults.to_dicts()[0]["code"] == "duplicate_id"


def test_an_agency_is_built_from_what_was_read(tmp_path: pathlib.Path) -> None:
    found = mahir.readers.siasn(export(), key=KEY)
    tables = {
        **found.agency_tables,
        "competencies": "id,name,kind\nREG,Regulation,technical\n",
        "requirements": "post,competency,level\nJ1,REG,3\n",
    }
    agency = mahir.Agency.from_tables(tables)
    assert len(agency.needs("2026-01-05")) == 1
    written = found.save(tmp_path / "office")
    assert {path.name for path in written} == {f"{name}.csv" for name in found.tables}
    with pytest.raises(mahir.MahirError) as caught:
        found.save(tmp_path / "office")
    assert caught.value.code == "reader_file"


def test_imports_pickle_compare_and_show_themselves() -> None:
    found = mahir.readers.siasn(export(), key=KEY)
    again = pickle.loads(pickle.dumps(found))
    assert again == found and again != mahir.readers.siasn(export(), key=KEY[::-1])
    assert found._repr_html_().count("<table>") == len(found.tables)


def test_frameworks() -> None:
    package = {
        "CFDocument": {"sourcedId": "doc", "title": "<b>Office</b>"},
        "CFItems": [
            {"sourcedId": "a", "fullStatement": "Licensing"},
            {"sourcedId": "b", "fullStatement": "Conditions"},
        ],
        "CFAssociations": [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"sourcedId": "b"},
                "destinationNodeURI": {"sourcedId": "a"},
            }
        ],
    }
    found = mahir.readers.case(json.dumps(package).encode(), leaves_only=True, kind="managerial")
    assert [row["id"] for row in found.table("competencies").to_dicts()] == ["b"]
    assert "<b>" not in found._repr_html_()
    header = ",".join(f"column {number}" for number in range(14))
    rows = ',F,Frame,,1,"no,yes",,,,,,,1,\n,REG,Regulation,,1,,,,,,NO,,,\n'
    found = mahir.readers.moodle(f"{header}\n{rows}".encode())
    assert found.table("competencies").to_dicts() == [
        {"id": "REG", "name": "Regulation", "kind": "technical", "top_level": 2, "description": None}
    ]
    assert found.notes.to_dicts()[0]["value"] == "NO"


def test_occupations() -> None:
    skills = b"conceptUri,preferredLabel\nhttp://x/s1,keep records\nhttp://x/s2,tax law\n"
    occupations = b"conceptUri,preferredLabel\nhttp://x/o1,clerk\nhttp://x/o2,officer\n"
    required = (
        b"occupationUri,relationType,skillUri\nhttp://x/o1,essential,http://x/s1\n"
        b"http://x/o2,essential,http://x/s2\nhttp://x/o2,optional,http://x/s1\n"
    )
    found = mahir.readers.esco(
        skills, occupations=occupations, required=required, essential=4, optional=2.5, only=["officer"]
    )
    assert found.table("requirements").to_dicts() == [
        {"post": "o2", "competency": "s1", "level": 2.5},
        {"post": "o2", "competency": "s2", "level": 4.0},
    ]


def test_skills_of_other_systems() -> None:
    salt = b"identifier,fullStatement,smartLevel\na,Licensing,1\nb,Reads a licence,1.1\n"
    assert len(mahir.readers.opensalt(salt, leaves_only=True).table("competencies")) == 1
    osmt = b"Skill Name,Authors,O*Net Job Role\nRecord Keeping,A. Person,43-4071.00\n"
    found = mahir.readers.osmt(osmt, asked=2.5)
    assert found.table("requirements").to_dicts()[0]["level"] == 2.5
    assert "A. Person" not in found.to_json()
    assert "requirements" not in mahir.readers.osmt(osmt).tables

    book = openpyxl.Workbook()
    asked = book.active
    asked.title = "Job Role_TCS_CCS"
    asked.append(["Sector", "Job Role", "TSC_CCS Code", "Proficiency Level"])
    asked.append(["Office", "Clerk", "OFF-1", 3])
    asked.append(["Harbour", "Pilot", "HAR-1", "Basic"])
    shows = book.create_sheet("TSC_CCS_K&A")
    shows.append(["TSC_CCS Code", "TSC_CCS Title", "Proficiency Level", "Knowledge / Ability Items"])
    shows.append(["OFF-1", "Keeping records", 3, "File a case"])
    file = io.BytesIO()
    book.save(file)
    found = mahir.readers.skillsfuture(file.getvalue(), only=["Office"])
    assert found.table("indicators").to_dicts() == [
        {"competency": "OFF-1", "level": 3, "text": "File a case"}
    ]
    # The same from data frames, sheet by sheet.
    roles = polars.DataFrame(
        {"Sector": ["Office"], "Job Role": ["Clerk"], "TSC_CCS Code": ["OFF-1"], "Proficiency Level": [3]}
    )
    skills = polars.DataFrame(
        {
            "TSC_CCS Code": ["OFF-1"], "TSC_CCS Title": ["Keeping records"], "Proficiency Level": ["3"],
            "Knowledge / Ability Items": ["File a case"],
        }
    )  # fmt: skip
    again = mahir.readers.skillsfuture(roles, skills=skills)
    for table in ("posts", "competencies", "requirements", "indicators"):
        assert again.table(table).to_dicts() == found.table(table).to_dicts()
    assert pickle.loads(pickle.dumps(again)) == again


def test_failures_have_codes(tmp_path: pathlib.Path) -> None:
    for call, code in [
        (lambda: mahir.readers.siasn(export(), key=b"short"), "weak_key"),
        (lambda: mahir.readers.siasn(tmp_path / "none.csv", key=KEY), "reader_file"),
        (lambda: mahir.readers.moodle(export()), "faults"),
        (lambda: mahir.readers.case(b"[]", kind="other"), "option"),
        (lambda: mahir.readers.esco(export(), essential=-1), "option"),
        (lambda: mahir.readers.onet(), "option"),
        (lambda: mahir.readers.osmt(b"Skill Name\nx\n", asked=-1), "option"),
        (lambda: mahir.readers.skillsfuture(b"PK\x03\x04"), "faults"),
        (lambda: mahir.readers.opensalt(b""), "faults"),
        (lambda: mahir.readers.onet(b"PK\x03\x04"), "faults"),
        (lambda: mahir.readers.siasn(export(), key=KEY).table("none"), "unknown_table"),
    ]:
        with pytest.raises(mahir.MahirError) as caught:
            call()
        assert caught.value.code == code


LIBREOFFICE = pathlib.Path(__file__).resolve().parents[2] / "core" / "tests" / "data" / "libreoffice"
CASE = LIBREOFFICE.parents[3] / "examples" / "marelan"


def test_tables_that_libreoffice_saved_are_read_without_change() -> None:
    settings = (CASE / "agency.toml").read_text(encoding="utf-8")
    # Outcomes speak of people beyond those that were saved.
    saved = ["people", "assessments", "volumes", "programmes"]
    whole: dict[str, str] = {}
    for path in CASE.glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        whole[path.stem] = "\n".join(lines[:101] if path.stem in saved else lines)
    expected = mahir.Agency.from_tables(whole, settings).fingerprint()
    for ending in ("csv", "xlsx"):
        files = {table: LIBREOFFICE / f"{table}.{ending}" for table in saved}
        assert mahir.Agency.from_tables(whole | files, settings).fingerprint() == expected
    typed = {"assessments": (LIBREOFFICE / "assessments_typed.csv").read_bytes()}
    assert mahir.Agency.from_tables(whole | typed, settings).fingerprint() == expected


def test_a_workbook_with_a_sheet_for_each_table_is_an_agency() -> None:
    path = LIBREOFFICE / "office.xlsx"
    agency = mahir.Agency.from_workbook(path)
    assert len(agency.table("people")) == 100
    assert agency.table("competencies").to_dicts()[0]["description"].startswith("Memahami")
    assert mahir.Agency.from_workbook(path.read_bytes()) == agency
    with pytest.raises(mahir.FaultsError, match="OpenDocument"):
        mahir.Agency.from_workbook(LIBREOFFICE / "units.ods")
    with pytest.raises(mahir.MahirError):
        mahir.Agency.from_workbook("no such file.xlsx")


def test_what_people_attended() -> None:
    courses = [
        {"pnsOrangId": "A8", "namaKursus": "Perizinan", "jumlahJam": 16, "tahunKursus": 2026},
        {"pnsOrangId": "A8", "namaKursus": "Arsip", "jumlahJam": "4,5", "tahunKursus": 2026},
    ]
    found = mahir.readers.siasn(
        export(), key=KEY, history=[json.dumps(courses).encode(), b"[]"], year=2026
    )
    assert found.table("people").to_dicts()[0]["hours_this_year"] == 20.5
    assert [row["name"] for row in found.table("training").to_dicts()] == ["Perizinan", "Arsip"]
    assert "A8" not in found.to_json()
    with pytest.raises(mahir.FaultsError):
        mahir.readers.siasn(export(), key=KEY, history=[b"{"])

"""Units and leaders from sheets: seen first, then all of it or nothing, and again without harm."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from accounts.models import KeptSheet, Leader, Organisation, Tenure, User
from accounts.principals import SYSTEM, Principal
from accounts.services import audit, rights
from accounts.sheets import importing, reading, writing
from accounts.sheets.columns import LEADERS, UNITS
from accounts.sheets.importing import KEPT
from log.models import Event
from tests import cast
from tests.casepages import EN
from tests.unitcast import bureau, elsewhere, leader, staff
from tests.uploaded import file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

HEADS = ["Administrative code", "Name of the unit", "Unit above", "Level", "Telephone"]
TREE = [
    ["990000", "江州省", "", "province", ""],
    ["990100", "清江市", "江州省", "city", "0571-12345"],
    ["", "教育局", "990100", "department", ""],
    ["990102", "临江区", "江州省/清江市", "县(区)", ""],
]
LEADER_HEADS = ["Name of the leader", "Unit", "Post", "In office from", "Spokesperson"]


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[object]], code: str = "utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([heads, *rows])
    return written.getvalue().encode(code)


def as_xlsx(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in [heads, *rows]:
        sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def kept(data: bytes, kind: str = "units", user: User | None = None) -> KeptSheet:
    owner = user or cast.person("sun")
    reference = importing.keep(data, kind=kind, name="sheet", user=owner)
    return importing.kept(reference, owner)


def bring(data: bytes, kind: str = "units", by: Principal = SYSTEM) -> dict[str, int]:
    """Import a sheet as who saw its preview, and return how many lines did what."""
    sheet = kept(data, kind)
    plan = importing.planned(sheet, by).plan
    assert [fault.words for fault in plan.faults] == []
    return dict(importing.confirm(sheet, digest=plan.digest, by=by).counts)


def faults(data: bytes, kind: str = "units", by: Principal = SYSTEM) -> list[tuple[int, str, str]]:
    plan = importing.planned(kept(data, kind), by).plan
    return [(fault.line, fault.column, fault.words) for fault in plan.faults]


def acts() -> list[str]:
    rows = Event.objects.filter(stream=audit.stream()).order_by("seq")
    return [row.data["act"] for row in rows if row.data]


TREE_EN = [[*row[:3], "county or district" if "(" in row[3] else row[3], row[4]] for row in TREE]


@pytest.mark.parametrize(
    "data",
    [
        as_csv(HEADS, TREE_EN),
        as_csv(HEADS, TREE_EN, "utf-8-sig"),
        as_csv(HEADS, TREE_EN, "gb18030"),
        as_xlsx(HEADS, TREE_EN),
        as_xlsx(HEADS, [[int(row[0]) if row[0] else None, *row[1:]] for row in TREE_EN]),
    ],
    ids=["utf-8", "utf-8 with a mark", "gb18030", "xlsx", "xlsx with numbers"],
)
def test_a_tree_comes_from_a_sheet_in_any_form(data: bytes) -> None:
    assert bring(data) == {"created": 4}
    office = Organisation.objects.get(name="教育局")
    assert [Organisation.objects.get(pk=pk).name for pk in office.lineage] == [
        "教育局",
        "清江市",
        "江州省",
    ]
    assert office.path.endswith(f"/{office.pk}/")
    assert Organisation.objects.get(code="990102").level == "county"
    assert Organisation.objects.get(code="990100").phone == "0571-12345"


def test_the_same_sheet_again_changes_nothing() -> None:
    data = as_csv(HEADS, TREE_EN)
    bring(data)
    before = len(acts())
    assert bring(data) == {"unchanged": 4}
    assert acts()[before:] == ["sheet.imported"]


def test_what_differs_is_changed_and_an_empty_cell_leaves_what_is_there() -> None:
    bring(as_csv(HEADS, TREE_EN))
    rows = [["990100", "清江", "", "", ""], ["", "教育局", "990100", "", "0571-2"]]
    assert bring(as_csv(HEADS, rows)) == {"changed": 2}
    city = Organisation.objects.get(code="990100")
    assert (city.name, city.phone, city.level) == ("清江", "0571-12345", "city")
    assert Organisation.objects.get(name="教育局").phone == "0571-2"


def test_an_import_is_on_record_with_its_counts_and_each_of_its_acts() -> None:
    bring(as_csv(HEADS, TREE_EN))
    assert acts() == ["sheet.imported", *["organisation.created"] * 4]
    data = Event.objects.filter(stream=audit.stream()).order_by("seq")[0].data
    assert data is not None
    told = {each["field"]: each["after"] for each in data["changes"]}
    assert (told["kind"], told["created"], len(told["sha256"])) == ("units", "4", 64)


def test_what_is_wrong_is_named_by_line_and_column_and_nothing_is_written() -> None:
    rows = [
        ["99", "江州省", "", "province", ""],
        ["", "", "", "", ""],
        ["", "", "", "city", ""],
        ["", "教育局", "没有的市", "", ""],
        ["", "卫生局", "", "kingdom", ""],
        ["", "卫生局二", "", "", "0" * 41],
    ]
    found = faults(as_csv(HEADS, rows))
    assert [(line, column) for line, column, _words in found] == [
        (2, "Administrative code"),
        (4, "Name of the unit"),
        (5, "Unit above"),
        (6, "Level"),
        (7, "Telephone"),
    ]
    assert found[2][2] == "There is no unit “没有的市”, nor in an earlier line."
    sheet = kept(as_csv(HEADS, rows))
    digest = importing.planned(sheet, SYSTEM).plan.digest
    assert (
        cast.refusal(lambda: importing.confirm(sheet, digest=digest, by=SYSTEM)) == "sheet_faulty"
    )
    assert not Organisation.objects.exists()


def test_a_unit_stands_in_a_sheet_once_and_is_never_moved_by_it() -> None:
    bring(as_csv(HEADS, TREE_EN))
    rows = [["990102", "临江区", "江州省", "", ""], ["", "教育局", "清江市", "", ""]] * 2
    words = [words for _line, _column, words in faults(as_csv(HEADS, rows))]
    assert words == [
        "This unit stands elsewhere: 江州省 / 清江市 / 临江区. Please move it on its own page.",
        "This unit stands elsewhere: 江州省 / 清江市 / 临江区. Please move it on its own page.",
        "This unit stands in line 3 already.",
    ]


def test_a_manager_imports_within_the_own_branch_only() -> None:
    here, away = cast.city(), elsewhere()
    rights.give(cast.person("ines"), "manage", here, by=SYSTEM)
    by = cast.who(cast.person("ines"))
    assert bring(as_csv(HEADS, [["", "新处", here.name, "", ""]]), by=by) == {"created": 1}
    rows = [["", "新处", away.name, "", ""], ["", away.name, "", "", "1"], ["", "新省", "", "", ""]]
    assert [words for *_place, words in faults(as_csv(HEADS, rows), by=by)] == [
        "This is outside of what you keep. Nothing was changed."
    ] * 3


def test_a_code_that_does_not_fit_is_pointed_out_and_imported_all_the_same() -> None:
    rows = [*TREE_EN, ["880103", "滨江区", "清江市", "county or district", ""]]
    plan = importing.planned(kept(as_csv(HEADS, rows)), SYSTEM).plan
    assert [step.line for step in plan.steps if step.doubts] == [6]
    assert plan.faults == []


def test_what_begins_like_a_formula_stays_text() -> None:
    rows = [["", "=1+1", "", "", "+86 571"], ["", "@SUM(A1)", "", "", "-1"]]
    for data in (as_csv(HEADS, rows), as_xlsx(HEADS, rows)):
        bring(data)
        names = set(Organisation.objects.values_list("name", "phone"))
        assert names == {("=1+1", "+86 571"), ("@SUM(A1)", "-1")}


def test_a_quote_that_we_put_before_a_cell_goes_again() -> None:
    assert writing.quoted("+86 571") == "'+86 571"
    bring(as_csv(HEADS, [["", "新处", "", "", writing.quoted("+86 571")]]))
    assert Organisation.objects.get(name="新处").phone == "+86 571"


def test_leaders_come_with_their_posts_and_again_without_harm() -> None:
    here = bureau(cast.city())
    rows = [
        ["周岚", "教育局", "局长", "2024-03-01", "yes"],
        ["周岚", "教育局", "书记", "2024年3月1日", "no"],
        ["吴涛", f"{cast.city().name}/教育局", "副局长", "2023/7/9", ""],
    ]
    data = as_csv(LEADER_HEADS, rows)
    assert bring(data, "leaders") == {"created": 3}
    assert Leader.objects.count() == 2
    posts = Tenure.objects.filter(organisation=here).order_by("pk")
    assert list(posts.values_list("post", "since", "spokesperson")) == [
        ("局长", date(2024, 3, 1), True),
        ("书记", date(2024, 3, 1), False),
        ("副局长", date(2023, 7, 9), False),
    ]
    assert bring(data, "leaders") == {"unchanged": 3}


def test_a_leader_who_is_there_already_is_changed() -> None:
    one = leader("周岚", bureau(cast.city()))
    heads = [*LEADER_HEADS, "Biography"]
    rows = [["周岚", "教育局", "局长", "2024-05-01", "yes", "生于一九七五年。"]]
    assert bring(as_csv(heads, rows), "leaders") == {"changed": 1}
    one.refresh_from_db()
    assert one.biography == "生于一九七五年。"
    assert one.tenures.get().since == date(2024, 5, 1)
    assert acts()[-3:] == ["sheet.imported", "leader.changed", "tenure.changed"]


def test_what_is_wrong_with_a_leader_is_named() -> None:
    bureau(cast.city())
    bureau(elsewhere())
    rows = [
        ["", "教育局", "局长", "", ""],
        ["周岚", "没有的局", "局长", "", ""],
        ["周岚", "云溪市/教育局", "局长", "soon", "perhaps"],
        ["周岚", "教育局", "局长", "", ""],
        ["周岚", "", "局长", "", ""],
    ]
    found = faults(as_csv(LEADER_HEADS, rows), "leaders")
    assert [(line, column) for line, column, _words in found] == [
        (2, "Name of the leader"),
        (2, "Unit"),
        (3, "Unit"),
        (4, "In office from"),
        (4, "Spokesperson"),
        (5, "Unit"),
        (6, "Unit"),
    ]
    assert not Leader.objects.exists()


def test_one_name_in_two_units_is_pointed_out() -> None:
    leader("周岚", bureau(cast.city()))
    elsewhere()
    plan = importing.planned(
        kept(as_csv(LEADER_HEADS, [["周岚", "云溪市", "市长", "", ""]]), "leaders"), SYSTEM
    ).plan
    assert plan.steps[0].doubts == [
        "There is a 周岚 in 教育局 already: this will be another person."
    ]


def unreadable(data: bytes) -> str:
    with pytest.raises(reading.UnreadableError) as caught:
        reading.read(data, UNITS)
    return str(caught.value)


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (reading.MOST_UNPACKED + 1))
    return written.getvalue()


def with_entities() -> bytes:
    """Return a sheet whose first part declares entities that grow (billion laughs)."""
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
    plain, written = io.BytesIO(as_xlsx(HEADS, TREE_EN)), io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, lol if name == "xl/workbook.xml" else old.read(name))
    return written.getvalue()


def test_what_is_no_sheet_or_does_harm_is_refused_in_words() -> None:
    assert unreadable(b"\xd0\xcf\x11\xe0rest") == (
        "This is an old Excel file. Please save it as .xlsx."
    )
    assert unreadable(b"x" * (reading.MOST_BYTES + 1)) == "The file is too large: at most 5 MB."
    assert unreadable(bomb()) == "The sheet is too large when it is unpacked."
    assert unreadable(with_entities()) == "The sheet declares entities, which no sheet needs."
    broken = "This file cannot be read. Please use .xlsx or .csv."
    assert unreadable(b"PK\x03\x04 and nothing more") == broken
    assert unreadable(b"\xff\xfe\xff\xff") == broken
    missing = "The column “Name of the unit” is missing. Its head stands in the first line."
    assert unreadable(as_csv(["Phone"], [["1"]])) == missing
    assert unreadable(b"") == missing
    assert unreadable(as_csv(HEADS, [])) == "The sheet has no lines below its heads."
    many = [["", f"第{n}局", "", "", ""] for n in range(reading.MOST_LINES + 1)]
    assert unreadable(as_csv(HEADS, many)) == "The sheet has more than 5000 lines."
    assert unreadable(as_csv(HEADS, [["", "a\x00b", "", "", ""]])).startswith("A cell is too long")


def test_heads_are_known_in_every_language() -> None:
    heads = {}
    for code in ("en", "zh-hans"):
        with translation.override(code):
            heads[code] = [str(column.label) for column in LEADERS]
    for written in heads.values():
        row = ["周岚", "x", "局长", "", "", "", "", ""]
        assert reading.read(as_csv(written, [row]), LEADERS)[0].cells["name"] == "周岚"


def test_an_upload_is_its_owners_alone_and_for_half_an_hour() -> None:
    owner, other = cast.person("sun"), cast.person("moon")
    reference = importing.keep(as_csv(HEADS, TREE_EN), kind="units", name="x.csv", user=owner)
    assert importing.kept(reference, owner).name == "x.csv"
    assert cast.refusal(lambda: importing.kept(reference, other)) == "sheet_gone"
    assert cast.refusal(lambda: importing.kept(reference + "x", owner)) == "sheet_gone"
    importing.forget(timezone.now() + KEPT + timedelta(seconds=1))
    assert cast.refusal(lambda: importing.kept(reference, owner)) == "sheet_gone"
    assert not KeptSheet.objects.exists()


@pytest.fixture
def system(client: Client) -> Client:
    client.force_login(staff("system"))
    return client


def sent(client: Client, data: bytes, kind: str = "units") -> str:
    answer = client.post(
        "/office/import/", {"kind": kind, "sheet": file(data, "t.csv")}, headers=EN
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_a_sheet_is_uploaded_seen_and_confirmed(system: Client) -> None:
    at = sent(system, as_csv(HEADS, TREE_EN))
    page = system.get(at, headers=EN)
    assert page.context["counts"] == {"created": 4}
    assert not Organisation.objects.exists()
    done = system.post(at, {"digest": page.context["plan"].digest}, headers=EN)
    assert done.headers["Location"] == "/office/units/"
    assert Organisation.objects.count() == 4
    assert "Imported: 4 new, 0 changed, 0 as they were." in (
        system.get("/office/units/", headers=EN).content.decode()
    )
    assert system.get(at, headers=EN).status_code == 410


def test_what_was_not_seen_is_not_done(system: Client) -> None:
    at = sent(system, as_csv(HEADS, TREE_EN))
    digest = system.get(at, headers=EN).context["plan"].digest
    Organisation.objects.create(name="江州省", code="990000", level="province")
    page = system.post(at, {"digest": digest}, headers=EN)
    assert page.status_code == 409
    assert "Things have changed since you looked." in page.content.decode()
    assert Organisation.objects.count() == 1


def test_what_is_wrong_is_shown_and_saved_as_csv(system: Client) -> None:
    at = sent(system, as_csv(HEADS, [["", "局", "=HYPERLINK(1)", "", ""]]))
    body = system.get(at, headers=EN).content.decode()
    assert "There is no unit “=HYPERLINK(1)”, nor in an earlier line." in body
    assert "Import all of it" not in body
    answer: Any = system.get(f"{at}errors/", headers=EN)
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[1][:2] == ["2", "Unit above"]


def test_a_file_that_is_no_sheet_is_refused_beside_the_field(system: Client) -> None:
    answer = system.post("/office/import/", {"kind": "units", "sheet": file(b"PKxx")}, headers=EN)
    assert answer.status_code == 422
    assert answer.context["form"].errors["sheet"] == [
        "This file cannot be read. Please use .xlsx or .csv."
    ]


@pytest.mark.parametrize("kind", ["units", "leaders"])
def test_the_empty_sheets_can_be_filled_in_and_come_back(system: Client, kind: str) -> None:
    columns = {"units": UNITS, "leaders": LEADERS}[kind]
    as_text = system.get(f"/office/import/template/{kind}.csv", headers=EN).content
    heads = next(csv.reader(io.StringIO(as_text.decode("utf-8-sig"))))
    book = system.get(f"/office/import/template/{kind}.xlsx", headers=EN).content
    sheet: Any = load_workbook(io.BytesIO(book)).active
    assert [cell.value for cell in sheet[1]] == heads
    assert len(heads) == len(columns)
    line = reading.read(as_csv(heads, [["x"] * len(heads)]), columns)[0]
    assert set(line.cells) == {column.key for column in columns}
    assert system.get(f"/office/import/template/{kind}.exe", headers=EN).status_code == 404


def test_a_netizen_imports_nothing(client: Client) -> None:
    client.force_login(cast.person("alice"))
    assert client.get("/office/import/", headers=EN).status_code == 404
    data = {"kind": "units", "sheet": file(as_csv(HEADS, TREE_EN))}
    assert client.post("/office/import/", data, headers=EN).status_code == 404


def test_an_auditor_looks_at_the_page_and_uploads_nothing(client: Client) -> None:
    client.force_login(staff("audit"))
    assert (
        "<form"
        not in (
            client.get("/office/import/", headers=EN)
            .content.decode()
            .partition('class="office-main"')[2]
        ).partition("</main>")[0]
    )
    data = {"kind": "units", "sheet": file(as_csv(HEADS, TREE_EN))}
    assert client.post("/office/import/", data, headers=EN).status_code == 403
    assert not KeptSheet.objects.exists()

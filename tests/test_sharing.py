"""Short links that stay, and QR codes: they lead where the public may go, and say nothing more."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image, ImageChops

from accounts import tokens
from accounts.principals import Principal
from dialogue import projection
from dialogue.models import Question
from frontend.sharing import codes
from sessions_app.models import Session
from sessions_app.services import planning, rehearsing
from tests import cast, faces
from tests.test_live_rehearsal import client_of, planner, real_session, whole_way
from tests.transcripts import over
from tools import icons

pytestmark = pytest.mark.django_db


def leads(client: Client, address: str) -> str:
    """Where an address leads, or its status."""
    answer = client.get(address)
    return answer.headers.get("Location", str(answer.status_code))


def last_entry(session: Session) -> int:
    return projection.current(session).state["entries"][-1]["seq"]


def test_the_code_of_a_receipt_is_for_whoever_asked_and_for_nobody_else() -> None:
    session = cast.make_session()
    mine, other = cast.guest(), cast.guest()
    own, theirs = cast.ask(session, by=mine), cast.ask(session, "别人的问题是什么呢?", other)

    def asked(by: Principal, number: int) -> Any:
        where = f"/api/v1/sessions/{session.number}/mine/{number}/receipt"
        return Client().get(where, headers={"authorization": f"Bearer {tokens.mint(by)}"})

    answer = asked(mine, own.number)
    assert answer["Cache-Control"] == "no-store"
    where = f"http://localhost:8000/receipt/#{own.receipt}"
    assert answer.json() == {"picture": codes.data(where)}
    assert answer.json()["picture"].startswith("data:image/svg+xml;")
    for by, number in ((mine, theirs.number), (mine, 99), (cast.moderator(), own.number)):
        assert (asked(by, number).status_code, b"svg" in asked(by, number).content) == (404, False)


def test_a_short_link_leads_to_the_live_page_and_after_the_seal_to_the_transcript(
    client: Client,
) -> None:
    session = cast.make_session()
    question = cast.answered(session)
    seq = last_entry(session)
    links = [f"/s/{session.number}", f"/s/{session.number}/q{question.number}"]
    links.append(f"/s/{session.number}/e{seq}")
    anchors = ["", f"#q{question.number}", f"#e{seq}"]
    live = f"/sessions/{session.number}/"
    assert [leads(client, link) for link in links] == [f"{live}{anchor}" for anchor in anchors]
    over(session)
    sealed = f"{live}transcript/"
    assert [leads(client, link) for link in links] == [f"{sealed}{anchor}" for anchor in anchors]
    page = client.get(sealed).content.decode()
    assert all(f'id="{anchor[1:]}"' in page for anchor in anchors if anchor)


def test_polls_promises_and_answers_given_aloud_can_be_shared_like_any_words(
    client: Client,
) -> None:
    session = cast.make_session()
    faces.everything(session, note="便条", word="骂人的话", poll="没有发起的投票")
    state = projection.current(session).state
    cited = [e["seq"] for e in state["entries"] if e["type"] in {"poll", "promise", "aloud"}]
    assert len(cited) == 4
    live = client.get(f"/sessions/{session.number}/").content.decode()
    for seq in cited:
        assert leads(client, f"/s/{session.number}/e{seq}").endswith(f"#e{seq}")
        assert leads(client, f"/s/{session.number}/e{seq}/qr.svg") == "200"
        assert "data-share " in live.split(f'id="e{seq}"')[1].split('class="entry ')[0]
    over(session)
    page = client.get(f"/sessions/{session.number}/transcript/").content.decode()
    # Where a poll was opened there is only a line that leads to its results.
    for seq in cited[1:]:
        assert "data-share " in re.split(r'id="[eq]\d', page.split(f'id="e{seq}"')[1])[0]


def test_a_short_link_is_not_kept_for_ever(client: Client) -> None:
    answer = client.get(f"/s/{cast.make_session().number}")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "public, max-age=60")


def test_what_the_public_cannot_see_has_no_link(client: Client) -> None:
    session = cast.make_session()
    held = cast.ask(session, "这个问题还在审核")
    refused = cast.declined(session)
    never = f"/s/{session.number}"
    for number in (held.number, refused.number, 999):
        assert leads(client, f"{never}/q{number}") == "404"
        assert leads(client, f"{never}/q{number}/qr.svg") == "404"
    for wrong in ("e99999", "q0", "q", "x1", "q1x"):
        assert leads(client, f"{never}/{wrong}") == "404"
    assert leads(client, "/s/999999") == "404"
    assert leads(client, "/c/20269999") == "404"
    assert leads(client, f"/s/{'9' * 40}") == "404"


def test_a_draft_and_a_rehearsal_have_no_links_for_strangers() -> None:
    copy = rehearsing.begin(real_session(), by=planner())
    whole_way(copy)
    question = Question.objects.filter(session=copy).exclude(state="declined").first()
    assert question is not None
    draft = planning.create(
        title="还没有预告",
        organisation=copy.organisation,
        starts_at=copy.starts_at,
        ends_at=copy.ends_at,
    )
    stranger = Client()
    for page in (f"/s/{draft.number}", f"/sessions/{draft.number}/qr.svg", f"/s/{copy.number}"):
        assert leads(stranger, page) == "404"
    ends = ("", f"/q{question.number}", f"/q{question.number}/qr.png")
    for page in (*(f"/s/{copy.number}{end}" for end in ends), f"/sessions/{copy.number}/poster/"):
        assert leads(stranger, page) == "404"
    member = client_of(cast.leader()).get(f"/s/{copy.number}")
    assert (member.status_code, member["Cache-Control"]) == (302, "private, no-store")
    code = client_of(cast.leader()).get(f"/sessions/{copy.number}/qr.svg")
    assert (code.status_code, code["Cache-Control"]) == (200, "private, no-store")


def test_a_code_is_dark_on_light_with_a_quiet_zone_in_both_forms(client: Client) -> None:
    number = cast.make_session().number
    png = client.get(f"/sessions/{number}/qr.png?size=512")
    assert png["Content-Type"] == "image/png"
    assert png["Cache-Control"] == "public, max-age=86400"
    picture = Image.open(BytesIO(png.content)).convert("L")
    assert picture.width <= 512 < picture.width * 1.2
    modules = codes._code(f"http://localhost:8000/s/{number}").symbol_size(border=0)[0]
    zone = int(codes.QUIET_ZONE * picture.width // (modules + 2 * codes.QUIET_ZONE))
    strip = picture.crop((0, 0, picture.width, zone))
    assert strip.getextrema() == (255, 255)
    assert picture.getpixel((zone, zone)) == 0
    svg = client.get(f"/sessions/{number}/qr.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(svg.content).tag.endswith("svg")


def test_a_code_comes_in_a_few_sizes_only(client: Client) -> None:
    address = f"/sessions/{cast.make_session().number}/qr.png"
    assert [client.get(f"{address}?size={size}").status_code for size in codes.SIZES] == [200] * 4
    wrong = ("1", "99999999", "-256", "x", "256.0", "٢٥٦")
    assert {client.get(f"{address}?size={size}").status_code for size in wrong} == {400}


def test_who_has_a_code_already_is_told_so(client: Client) -> None:
    address = f"/sessions/{cast.make_session().number}/qr.svg"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_the_codes_and_links_name_the_platforms_own_address(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://ask.example.org"
    session = cast.make_session()
    page = client.get(f"/sessions/{session.number}/poster/").content.decode()
    assert f'href="https://ask.example.org/s/{session.number}"' in page
    assert f">ask.example.org/s/{session.number}<" in page


def test_the_poster_says_what_the_announcement_says(client: Client) -> None:
    session = cast.make_session("announced")
    page = client.get(f"/sessions/{session.number}/poster/").content.decode()
    for guest in session.guests.all():
        assert guest.name in page
    assert '<svg role="img"' in page
    assert f"/sessions/{session.number}/qr.png?size=2048" in page


def test_a_receipts_code_is_only_behind_the_hash_of_its_qr_code(client: Client) -> None:
    session = cast.make_session()
    question = cast.ask(session, "路灯什么时候修?", by=cast.guest())
    said = {"code": question.receipt}
    page = client.post("/receipt/", said, headers={"Accept-Language": "en"}).content.decode()
    assert "Take it to your phone" in page
    assert f"?code={question.receipt}" not in page
    assert f"/receipt/{question.receipt}" not in page


def test_shared_links_say_what_they_lead_to(client: Client) -> None:
    session = cast.make_session()
    page = client.get(f"/sessions/{session.number}/").content.decode()
    assert f'property="og:url" content="http://localhost:8000/s/{session.number}"' in page
    assert f'property="og:title" content="{session.title}"' in page
    assert 'property="og:image" content="http://localhost:8000/static/img/share' in page


def test_the_icons_are_drawn_from_the_seal() -> None:
    for name, drawn in icons.pictures().items():
        with Image.open(icons.FOLDER / name) as kept:
            difference = ImageChops.difference(kept.convert("RGBA"), drawn.convert("RGBA"))
        # Another version of the library may round a pixel another way.
        assert difference.convert("L").point(lambda value: 255 * (value > 2)).getbbox() is None

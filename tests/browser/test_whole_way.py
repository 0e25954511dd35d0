"""The main job, walked from end to end by five people at once, and by a sixth afterwards."""

from __future__ import annotations

from tests.browser import afterwards, on_air, steps
from tests.browser.on_air import BUS, EDITED, OFF_TOPIC, SIGNAL
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_question_goes_all_the_way(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", title=on_air.TITLE)["number"]
    netizen = someone("netizen").page
    moderator = someone("moderator").goes_to(f"/sessions/{number}/desk/")
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    leader = someone("leader").goes_to(f"/sessions/{number}/console/")

    on_air.find_the_session(netizen)
    steps.ask(netizen, BUS)
    guest = someone(**PHONE).goes_to(f"/sessions/{number}/")
    steps.look_at(guest, "Ask")
    receipt = steps.ask_as_guest(guest, SIGNAL, "散步的人")
    steps.ask(netizen, OFF_TOPIC)

    on_air.decide_by_keyboard(moderator)
    on_air.read_what_became_of_it(netizen)
    on_air.support(guest, netizen, host)
    on_air.put_in_order_and_take_up(host)
    on_air.see_what_is_being_answered(netizen, guest)
    on_air.answer(leader)
    steps.look_at(guest, "Transcript")
    on_air.read_the_answer(netizen, guest)
    on_air.lead_to_the_end(host, netizen)

    afterwards.read_the_transcript(netizen, site.record(number))
    site.hands("tidy_up")
    case = afterwards.open_the_case_of(netizen, EDITED)
    handler = someone("handler").page
    afterwards.handle(handler, case, EDITED)
    afterwards.read_how_it_ended(netizen)
    afterwards.find_it_again(guest, receipt, case)

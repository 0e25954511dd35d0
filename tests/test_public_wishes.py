"""Suggestions by the public: reviewed first, voted on once by each, answered in words."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from accounts.models import Duty, Organisation, User
from accounts.services import audit, closing
from dialogue import limits
from log.models import Event
from sessions_app import wishes as reads
from sessions_app.models import Telling, Topic, Wish, WishVote
from sessions_app.models.wishes import WishState
from sessions_app.services import lifecycle, wishes
from tests import cast, public_people

pytestmark = pytest.mark.django_db

TITLE = "大学城的夜间公交"


def planner(unit: Organisation | None = None, name: str = "planner") -> User:
    """Somebody who plans the sessions of a unit."""
    user = cast.person(name)
    assign_perm("accounts.plan_sessions", user, unit or cast.city())
    return user


def administrator() -> User:
    """Somebody who runs the platform."""
    user = cast.person("admin")
    User.objects.filter(pk=user.pk).update(duty=Duty.SYSTEM)
    user.refresh_from_db()
    return user


def wish(title: str = TITLE, *, opened: bool = True, **fields: Any) -> Wish:
    """A suggestion by Alice to the cast's city, open for votes unless told otherwise."""
    author = fields.pop("author", None) or cast.person("alice", "江边骑行者")
    fields = {"organisation": cast.city(), **fields}
    made = wishes.suggest(author, title=title, **fields)
    if opened:
        by = planner() if fields["organisation"] else administrator()
        wishes.open_for_votes(made, by=cast.who(by))
    made.refresh_from_db()
    return made


def client_of(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def alice() -> Client:
    return client_of(cast.person("alice", "江边骑行者"))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Suggesting -------------------------------------------------------------------


def test_a_suggestion_is_held_and_seen_by_its_author_alone() -> None:
    public_people.tree()
    sent = {
        "title": f"  {TITLE} ",
        "whom": "公交集团",
        "unit_name": "交通运输",
        "topic": "livelihood",
    }
    answer = alice().post("/wishes/new/", sent)
    assert answer["Location"] == "/me/#wishes"
    made = Wish.objects.get()
    assert (made.title, made.state, made.whom) == (TITLE, WishState.HELD, "公交集团")
    assert made.organisation == cast.city()
    assert made.topic == Topic.objects.get(code="livelihood")
    assert TITLE in page(alice(), "/me/")
    for somebody in (Client(), client_of(cast.person("bob"))):
        assert TITLE not in page(somebody, "/wishes/")
        assert somebody.get(f"/wishes/{made.pk}/").status_code == 404
        assert TITLE not in page(somebody, "/me/")


def test_a_stranger_is_asked_to_sign_in_and_comes_back() -> None:
    answer = Client().get("/wishes/new/")
    assert answer["Location"] == "/sign-in/?next=/wishes/new/"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "公交"}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"title": TITLE, "reason": "长" * 501}, "reason"),
        ({"title": TITLE, "reason": "看\u202e不见"}, "reason"),
        ({"title": TITLE, "unit_name": "没有的单位"}, "unit_name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    sent: dict[str, str], field: str
) -> None:
    answer = alice().post("/wishes/new/", {"whom": "公交集团", **sent})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in told
    assert 'value="公交集团"' in told
    assert not Wish.objects.exists()


def test_a_unit_name_that_several_have_is_asked_about() -> None:
    top, county = public_people.tree()
    other = Organisation.objects.create(name=county.name, parent=county)
    sent = {"title": TITLE, "unit_name": county.name}
    answer = alice().post("/wishes/new/", sent)
    assert answer.status_code == 422
    assert f'value="{other.pk}"' in answer.content.decode()
    assert alice().post("/wishes/new/", {**sent, "unit": top.pk}).status_code == 422
    assert alice().post("/wishes/new/", {**sent, "unit": other.pk}).status_code == 302
    assert Wish.objects.get().organisation == other


def test_what_is_alike_is_shown_before_it_is_sent() -> None:
    there = wish("大学城夜间公交什么时候开")
    wish("老旧小区加装电梯")
    answer = alice().post("/wishes/new/", {"title": TITLE})
    told = answer.content.decode()
    assert f'href="/wishes/{there.pk}/"' in told
    assert "电梯" not in told
    assert Wish.objects.count() == 2
    assert alice().post("/wishes/new/", {"title": TITLE, "anyway": "on"}).status_code == 302
    assert Wish.objects.count() == 3


def test_what_is_not_public_is_not_shown_as_alike() -> None:
    wish("大学城夜间公交什么时候开", opened=False)
    assert reads.alike(TITLE) == []


def test_the_same_suggestion_sent_twice_is_one_and_three_a_day_are_enough() -> None:
    for title in ("第一个题目", "第一个题目", "第二个题目", "第三个题目"):
        alice().post("/wishes/new/", {"title": title, "anyway": "on"})
    assert Wish.objects.count() == 3
    refused = alice().post("/wishes/new/", {"title": "第四个题目", "anyway": "on"})
    assert refused.status_code == 422
    assert "3 sessions a day" in refused.content.decode()
    Wish.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    again = alice().post("/wishes/new/", {"title": "第四个题目", "anyway": "on"})
    assert again.status_code == 302


# --- Voting -----------------------------------------------------------------------


def test_one_votes_once_and_can_take_it_back() -> None:
    made, client = wish(), alice()
    for _again in range(2):
        answer = client.post(
            f"/wishes/{made.pk}/vote/", {"do": "vote", "back": "/wishes/?order=newest"}
        )
        assert answer["Location"] == f"/wishes/?order=newest#wish-{made.pk}"
    made.refresh_from_db()
    assert (made.votes, WishVote.objects.count()) == (1, 1)
    assert 'aria-pressed="true"' in page(client, "/wishes/")
    assert 'aria-pressed="true"' not in page(client_of(cast.person("bob")), "/wishes/")
    for _again in range(2):
        client.post(f"/wishes/{made.pk}/vote/", {"do": "take_back"})
    made.refresh_from_db()
    assert (made.votes, WishVote.objects.count()) == (0, 0)


def test_whoever_closes_the_account_takes_the_votes_back() -> None:
    one, two = wish(), wish("公交专用道")
    bob, carol = cast.person("bob"), cast.person("carol")
    for each in (one, two):
        wishes.vote(each, bob)
    wishes.vote(one, carol)
    wishes.decline(two, words="今年不安排。", by=cast.who(planner()))
    closing.close(bob)
    counted = list(Wish.objects.order_by("pk").values_list("votes", flat=True))
    assert counted == [1, 0]
    assert list(WishVote.objects.values_list("wish", "user")) == [(one.pk, carol.pk)]


def test_a_stranger_signs_in_before_voting() -> None:
    made = wish()
    answer = Client().post(f"/wishes/{made.pk}/vote/", {"do": "vote"})
    assert answer["Location"] == f"/sign-in/?next=/wishes/{made.pk}/"
    assert not WishVote.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/wishes/", "/admin/"])
def test_after_a_vote_one_is_led_nowhere_else(back: str) -> None:
    made = wish()
    answer = alice().post(f"/wishes/{made.pk}/vote/", {"do": "vote", "back": back})
    assert answer["Location"] == f"/wishes/{made.pk}/#wish-{made.pk}"


def test_what_was_decided_takes_no_votes() -> None:
    made = wish()
    wishes.decline(made, words="今年不安排。", by=cast.who(planner()))
    assert cast.refusal(lambda: wishes.vote(made, cast.person("bob"))) == "wish_closed"
    assert cast.refusal(lambda: wishes.take_back(made, cast.person("bob"))) == "wish_closed"


def test_voting_without_end_is_slowed_down(settings: Any) -> None:
    settings.ACTS_PER_MINUTE = 1
    made, client = wish(), alice()
    for _turn in range(int(limits.BURST) + 3):
        answer = client.post(f"/wishes/{made.pk}/vote/", {"do": "vote"}, follow=True)
    assert "a little fast" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_votes_of_many_at_once_are_all_counted_and_each_once() -> None:
    made = wish()
    voters = [cast.person(f"voter{n}") for n in range(6)]
    start, failures = threading.Barrier(len(voters) * 2), list[Exception]()

    def send(user: User) -> None:
        start.wait(10)
        try:
            wishes.vote(made, user)
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connections.close_all()

    # Each of them in two windows.
    threads = [threading.Thread(target=send, args=(user,)) for user in voters * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    made.refresh_from_db()
    assert failures == []
    assert (made.votes, WishVote.objects.count()) == (6, 6)


# --- Lists ------------------------------------------------------------------------


def test_lists_are_by_votes_or_age_and_narrowed_by_topic_and_unit(client: Client) -> None:
    _top, county = public_people.tree()
    first = wish("先提的题目", topic=Topic.objects.get(code="livelihood"))
    second = wish("后提的题目", organisation=county, author=cast.person("bob"))
    wishes.vote(first, cast.person("bob"))

    def order(query: str) -> list[int]:
        told = page(client, f"/wishes/?{query}")
        found = [(told.find(f'id="wish-{each.pk}"'), each.pk) for each in (first, second)]
        return [pk for place, pk in sorted(found) if place >= 0]

    assert order("order=votes") == [first.pk, second.pk]
    assert order("order=newest") == [second.pk, first.pk]
    assert order("topic=livelihood") == [first.pk]
    assert order(f"unit={county.pk}") == [second.pk]
    assert order(f"unit={cast.city().pk}") == [first.pk, second.pk]
    assert order("show=answered") == []


def test_three_suggestions_cost_as_many_queries_as_one() -> None:
    client = alice()
    wish()
    client.get("/wishes/")
    with CaptureQueriesContext(connection) as with_one:
        client.get("/wishes/")
    wish("老旧小区加装电梯", author=cast.person("bob"))
    wish("入学怎么排队", author=cast.person("bob"))
    with CaptureQueriesContext(connection) as with_three:
        client.get("/wishes/")
    assert len(with_three) == len(with_one)


# --- Deciding ---------------------------------------------------------------------


def test_a_declined_suggestion_tells_its_author_why_and_nobody_else() -> None:
    made = wish(opened=False)
    wishes.decline(made, words="已有专题访谈。", by=cast.who(planner()))
    assert "已有专题访谈。" in page(alice(), "/me/")
    assert Client().get(f"/wishes/{made.pk}/").status_code == 404
    assert TITLE not in page(Client(), "/wishes/?show=answered")


def test_an_open_suggestion_that_is_declined_is_answered_in_public() -> None:
    made = wish()
    wishes.decline(made, words="今年不安排。", by=cast.who(planner()))
    assert "今年不安排。" in page(Client(), "/wishes/?show=answered")


def test_declining_takes_words() -> None:
    made = wish(opened=False)
    by = cast.who(planner())
    assert cast.refusal(lambda: wishes.decline(made, words="", by=by)) == "words_needed"


def test_a_suggestion_becomes_a_session_that_is_linked_once_announced() -> None:
    made = wish()
    session = public_people.coming("夜班车专题", state="draft")
    client = client_of(planner())
    sent = {"do": "plan", "session": session.number, "words": "定在下周。"}
    assert client.post(f"/office/wishes/{made.pk}/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.session) == (WishState.PLANNED, session)
    # Whoever voted hears of it from the worker, when the session is public.
    assert Telling.objects.get().wish == made
    told = page(Client(), f"/wishes/{made.pk}/")
    assert "定在下周。" in told
    assert f"/sessions/{session.number}/" not in told
    lifecycle.announce(session)
    assert f'href="/sessions/{session.number}/">夜班车专题</a>' in page(
        Client(), f"/wishes/{made.pk}/"
    )


def test_nobody_else_decides() -> None:
    _top, county = public_people.tree()
    made, of_nobody = wish(opened=False), wish("没有单位", opened=False, organisation=None)
    elsewhere = planner(county, "elsewhere")
    for user, seen in (
        (elsewhere, set()),
        (cast.person("bob"), None),
        (planner(), {made.pk}),
        (administrator(), {of_nobody.pk}),
    ):
        client = client_of(user)
        for each in (made, of_nobody):
            expected = 404 if seen is None or each.pk not in seen else 200
            assert client.get(f"/office/wishes/{each.pk}/").status_code == expected
            if expected == 404:
                client.post(f"/office/wishes/{each.pk}/", {"do": "open"})
                assert (
                    cast.refusal(
                        lambda: wishes.open_for_votes(each, by=cast.who(user))  # noqa: B023
                    )
                    == "not_allowed"
                )
    assert not Wish.objects.exclude(state=WishState.HELD).exists()


def test_a_suggestion_to_a_unit_for_which_nobody_plans_comes_to_the_administrator() -> None:
    _top, county = public_people.tree()
    made = wish(opened=False, organisation=county)
    gone = planner(county, "elsewhere")
    admin = administrator()
    client = client_of(admin)
    assert TITLE not in page(client, "/office/wishes/")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert TITLE in page(client, "/office/wishes/")
    assert "1 suggestion from the public to review" in page(client, "/office/")
    session = public_people.coming("公交", state="draft")
    sent = {"do": "plan", "session": session.number, "words": "定在下周。"}
    assert client.post(f"/office/wishes/{made.pk}/", sent).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.session) == (WishState.PLANNED, session)


def test_a_unit_above_that_plans_decides_for_those_below() -> None:
    _top, county = public_people.tree()
    wish(opened=False, organisation=county)
    planner()
    assert TITLE not in page(client_of(administrator()), "/office/wishes/")


def test_the_auditor_reads_and_decides_nothing() -> None:
    made = wish(opened=False)
    auditor = cast.person("auditor")
    User.objects.filter(pk=auditor.pk).update(duty=Duty.AUDIT)
    client = client_of(auditor)
    assert TITLE in page(client, "/office/wishes/")
    assert 'name="do"' not in page(client, f"/office/wishes/{made.pk}/")
    assert client.post(f"/office/wishes/{made.pk}/", {"do": "open"}).status_code == 403
    made.refresh_from_db()
    assert made.state == WishState.HELD


def test_a_session_of_somebody_elses_unit_is_no_answer() -> None:
    _top, county = public_people.tree()
    made = wish(opened=False, organisation=county)
    by = planner(county, "elsewhere")
    session = public_people.coming("公交", state="draft")
    answer = client_of(by).post(
        f"/office/wishes/{made.pk}/", {"do": "plan", "session": session.number}
    )
    assert answer.status_code == 422
    assert "公交</li>" not in answer.content.decode()
    made.refresh_from_db()
    assert made.state == WishState.HELD


def test_every_decision_is_on_record_and_made_once() -> None:
    made = wish(opened=False)
    by = cast.who(planner())
    wishes.open_for_votes(made, by=by)
    wishes.decline(made, words="今年不安排。", by=by)
    assert cast.refusal(lambda: wishes.open_for_votes(made, by=by)) == "wish_closed"
    assert cast.refusal(lambda: wishes.decline(made, words="不", by=by)) == "wish_closed"
    told = Event.objects.filter(stream=audit.stream(), data__what="wish").order_by("seq")
    assert [event.data["act"] for event in told if event.data] == ["wish.opened", "wish.declined"]
    assert {event.actor for event in told} == {by.key}

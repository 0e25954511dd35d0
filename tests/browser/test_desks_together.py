"""Two people on the same thing, at every desk: each is told plainly, and nobody loses words."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"
MINE, THEIRS = "十月先试运行。", "年底前恢复直达。"


def texts(site: Site, number: int, kind: str) -> list[str]:
    """Return the words of the record's events of one kind."""
    return [frame["data"]["text"] for frame in site.record(number) if frame["kind"] == kind]


def test_two_leaders_write_on_one_question_and_the_one_who_is_later_adds_or_withdraws(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS, SIGNAL], taken_up=True)["number"]
    first, second = [
        someone(role).goes_to(f"/sessions/{number}/console/") for role in ("host", "leader")
    ]
    for page in (first, second):
        steps.begin_answer(page)
    fields = [page.locator("#answer-text") for page in (first, second)]
    told = second.locator("[data-meanwhile]")
    fields[0].fill(THEIRS)
    # Before the draft is saved, so that the other one is in the middle of a sentence.
    fields[1].fill(MINE)
    fields[0].press("Control+Enter")
    expect(told).to_contain_text("陈立 answered this question at")
    expect(second.locator("[data-q-answers]")).to_contain_text(THEIRS)
    expect(fields[1]).to_have_value(MINE)
    expect(fields[1]).to_be_focused()
    fields[1].press("Shift+Tab")
    second.get_by_role("button", name="Withdraw what I wrote").press("Enter")
    expect(told).to_be_hidden()
    steps.toast(second, "is withdrawn").get_by_role("button", name="Bring it back").press("Enter")
    expect(fields[1]).to_have_value(MINE)
    fields[1].press("Control+Enter")
    expect(steps.toast(second, "The answer to no. 1 is public.")).to_be_visible()
    assert texts(site, number, "answer.published") == [THEIRS, MINE]
    # What is on record is nobody's draft any more, here or there.
    for page in (first, second):
        page.locator("[data-answered] [data-open='1']").press("Enter")
        expect(page.locator("[data-q-answers]")).to_contain_text(MINE)
        expect(page.locator("[data-prepared]")).to_be_hidden()


def correction(page: Page) -> Locator:
    """Open the correction of what was said last; return the field for the new wording."""
    page.keyboard.press("Alt+c")
    return page.get_by_role("dialog").get_by_label("As it should read")


def test_two_who_correct_one_entry_see_each_others_wording(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    site.hands("say", number=number, texts=["我补充一局。"])
    steno = someone("stenographer").goes_to(f"/sessions/{number}/steno/")
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    fields = []
    for page, words in ((steno, "我补充一句。"), (host, "我再补充一句。")):
        expect(page.locator("[data-record] > li")).to_have_count(2)
        fields.append(correction(page))
        fields[-1].fill(words)
        page.get_by_role("dialog").get_by_label("Reason").fill("错字")
    fields[0].press("Control+a")
    steps.confirm(steno, "Publish the correction")
    dialog = host.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("Somebody else corrected this")
    expect(dialog.locator("blockquote")).to_have_text("我补充一句。")
    expect(fields[1]).to_have_value("我再补充一句。")
    steps.confirm(host, "Publish the correction")
    assert texts(site, number, "entry.corrected") == ["我补充一句。", "我再补充一句。"]


def test_two_drafters_of_one_answer_are_told_while_they_write(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=[BUS])["number"]
    people = someone("stenographer"), someone("host")
    one, other = [person.goes_to(f"/sessions/{number}/drafts/") for person in people]
    for page in (one, other):
        page.locator("[data-open='1']").press("Enter")
        expect(page.locator("[data-draft-status]")).to_have_text("")
        page.keyboard.press("a")
    fields = [page.locator("#answer-text") for page in (one, other)]
    fields[0].fill(MINE)
    # Whoever has written nothing reads along, and may go on with it.
    expect(fields[1]).to_have_value(MINE)
    fields[1].fill(THEIRS)
    # Whoever is in the middle of it keeps the words, and chooses.
    expect(one.locator("[data-conflict-text]")).to_have_text(THEIRS)
    expect(fields[0]).to_have_value(MINE)
    one.get_by_role("button", name="Keep mine").press("Enter")
    expect(other.locator("[data-conflict-text]")).to_have_text(MINE)
    other.get_by_role("button", name="Take theirs").press("Enter")
    for field in fields:
        expect(field).to_have_value(MINE)


def test_two_moderators_at_one_question_decide_it_once(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session")["number"]
    site.hands("joins", role="planner", number=number, right="moderate")
    for text in (BUS, SIGNAL):
        site.hands("ask", number=number, text=text)
    one, other = [
        someone(role).goes_to(f"/sessions/{number}/desk/") for role in ("moderator", "planner")
    ]
    for page in (one, other):
        expect(page.locator("[data-work] [data-text]")).to_have_text(BUS)
    one.keyboard.press("Enter")
    expect(one.locator("[data-claim]")).to_contain_text("Claimed by you")
    expect(other.locator("[data-claim]")).to_contain_text("is working on this")
    other.keyboard.press("a")
    notice = other.locator("[data-notices]")
    expect(notice).to_contain_text("You can take it once they have decided or given it back.")
    other.keyboard.press("j")
    other.keyboard.press("e")
    other.keyboard.insert_text("(多谢)")
    # The other one takes the question away from under the form.
    one.keyboard.press("Escape")
    one.keyboard.press("j")
    one.keyboard.press("a")
    expect(other.locator("[data-decided]")).to_contain_text("Published")
    # The first one is free again: what comes next, so the refusal comes as a message beside it.
    expect(other.get_by_role("option").filter(has_text=BUS)).not_to_contain_text("with ")
    other.keyboard.press("Control+Enter")
    told = steps.toast(other, "No. 2 could not be decided. This question has been decided already.")
    expect(told).to_be_visible()
    # The wording that came too late is there when one looks again.
    expect(other.locator("[data-notices]")).to_be_empty()
    assert texts(site, number, "question.published") == [SIGNAL]

"""The host's and the stenographer's desks, by keyboard alone, by two at once, word by word."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

BUS, SIGNAL, SHELTER = "107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?", "站台能加遮雨棚吗?"
CLOSING = "谢谢各位。两个问题转市交通局,月底前答复。"
# A browser's recognition of speech, as far as a page knows it; the real one needs a voice.
HEARS = """class {
  start() { window.hearing = this; }
  stop() { this.onend?.(); }
}"""

UNTIL_HEARING = """async () => {
  while (!window.hearing?.onresult) await new Promise(requestAnimationFrame);
}"""

# Both orders are in the log, and the page shows the later one.
SETTLED = """async ([number, seq]) => {
  const answer = await fetch(`/api/v1/sessions/${number}/snapshot`, { cache: "no-store" });
  const told = await answer.json();
  const shown = [...document.querySelectorAll("[data-order] > li")].map((row) => row.dataset.key);
  return told.seq >= seq && told.state.next.join() === shown.join();
}"""


# A press that reaches what lies under a dialog that the press before it has closed.
COUNT_ASTRAY = """() => {
  window.astray = 0;
  document.querySelector("main").addEventListener("click", () => { window.astray += 1; });
}"""


def at_desk(page: Page) -> None:
    """Wait until a desk is followed: colleagues are told over the socket only."""
    expect(page.locator("[data-number=viewers]")).not_to_have_text("–")


def keys_of_overview(page: Page) -> set[str]:
    """Open the overview of keys, return what it promises, close it."""
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    promised = page.locator("[data-help] [data-keys]").evaluate_all(
        "rows => rows.flatMap((row) => row.dataset.keys.split(' '))"
    )
    page.keyboard.press("Escape")
    return set(promised)


def handled(page: Page) -> set[str]:
    """Return the keys that the page's script listens for."""
    return set((page.locator("body").get_attribute("data-keys") or "").split())


def order(page: Page) -> Locator:
    """Return the questions of the running order as a host's page shows them."""
    return page.locator("[data-order] > li .o-what > p:first-child")


def test_a_host_leads_from_opening_to_closing_words_by_keyboard_alone(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands("session", state="collecting", questions=[BUS, SIGNAL, SHELTER])
    number = made["number"]
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    at_desk(host)
    netizen = someone("netizen").goes_to(f"/sessions/{number}/")
    press = host.keyboard.press
    assert keys_of_overview(host) <= handled(host)

    host.get_by_role("button", name="Go live").focus()
    press("Enter")
    if host.get_by_role("dialog").count():
        steps.confirm(host, "Go live")
    expect(netizen.locator("li.told").last).to_contain_text("began")

    for text in (BUS, SIGNAL, SHELTER):
        row = host.locator("[data-others] > li").filter(has_text=text)
        row.get_by_role("button", name="Up next").focus()
        press("Enter")
    expect(host.locator("[data-order] > li")).to_have_count(3)
    press("o")
    press("End")
    expect(order(host)).to_have_text([SIGNAL, SHELTER, BUS])
    press("ArrowUp")
    expect(order(host)).to_have_text([SIGNAL, BUS, SHELTER])
    expect(host.locator("[data-announce]")).to_contain_text("place 2 of 3")
    press("z")
    press("z")
    expect(host.locator("[data-order] > li").first).to_contain_text(BUS)

    press("i")
    host.keyboard.insert_text("16:00 起可以评价今天的回答。")
    press("Tab")
    press("Enter")
    expect(host.locator("[data-pins]")).to_contain_text("16:00")
    press("e")
    host.evaluate(COUNT_ASTRAY)
    host.get_by_role("dialog").get_by_role("button", name="Not now").dblclick()
    expect(host.get_by_role("dialog")).to_have_count(0)
    assert host.evaluate("window.astray") == 0
    press("e")
    press("ArrowDown")
    expect(host.get_by_role("dialog")).to_contain_text("instead of")
    steps.confirm(host, "Go on longer")
    expect(host.locator("[data-record]")).to_contain_text("The session goes on longer")

    press("n")
    expect(netizen.locator("[data-slot=now-text]")).to_have_text(BUS)
    press("Alt+a")
    expect(host.locator("[data-record]")).to_contain_text("Answered aloud")
    press("x")
    dialog = host.get_by_role("dialog")
    expect(dialog).to_contain_text("2 public questions without an answer become cases")
    host.keyboard.insert_text(CLOSING)
    press("Escape")
    press("x")
    expect(dialog.get_by_label("Closing words")).to_have_value(CLOSING)
    steps.confirm(host, "End the session")
    expect(host.locator("[data-record]")).to_contain_text(CLOSING)
    kinds = [frame["kind"] for frame in site.record(number)]
    assert "session.ended" in kinds


def test_a_stenographer_types_for_two_and_a_netizen_sees_the_words_come(
    site: Site, someone: SomeoneNew
) -> None:
    made = site.hands(
        "session", questions=[BUS], taken_up=True, beside=["周宁"], live_text=True, title="速录"
    )
    number = made["number"]
    host = someone("host").goes_to(f"/sessions/{number}/host/")
    person = someone("stenographer")
    person.page.add_init_script(f"window.SpeechRecognition = {HEARS}")
    page = person.goes_to(f"/sessions/{number}/steno/")
    at_desk(page)
    netizen = someone("netizen").goes_to(f"/sessions/{number}/")
    assert keys_of_overview(page) <= handled(page)
    expect(host.locator("[data-people]")).to_contain_text("Stenographer")

    said = page.get_by_role("textbox", name="What is said")
    said.focus()
    page.keyboard.press("Alt+1")
    page.keyboard.type("107 路")
    expect(page.get_by_text("Everyone sees what you type.")).to_be_visible()
    for told in (host.locator("[data-typed]"), netizen.locator("[data-typing]")):
        expect(told).to_contain_text("107 路")
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text("年底前恢复。")
    for _impatient in range(3):
        page.keyboard.press("Enter")
    expect(said).to_have_value("")
    expect(page.locator("[data-compose-error]")).to_be_hidden()
    answer = netizen.locator("[data-entries] > li.said").filter(has_text="年底前恢复")
    expect(answer).to_contain_text("Answers no. 1")
    for told in (host.locator("[data-typed]"), netizen.locator("[data-typing]")):
        expect(told).to_be_hidden()

    page.keyboard.press("Alt+2")
    page.keyboard.press("Alt+q")
    page.keyboard.insert_text("我补充一局。")
    page.keyboard.press("Enter")
    expect(netizen.locator("li.said").last).to_contain_text("周宁")
    page.keyboard.press("Control+ArrowUp")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("As it should read").fill("我补充一句。")
    dialog.get_by_label("Reason for the correction").fill("错字")
    steps.confirm(page, "Publish the correction")
    expect(netizen.locator("li.said").last).to_contain_text("我补充一句。")

    page.get_by_role("button", name="Speak").click()
    steps.confirm(page, "Use the microphone")
    page.evaluate(UNTIL_HEARING)
    page.evaluate(
        """() => window.hearing.onresult({resultIndex: 0, results: [
          Object.assign([{transcript: "听到的话。"}], {isFinal: true}),
          Object.assign([{transcript: "还在"}], {isFinal: false})]})"""
    )
    expect(said).to_have_value("听到的话。还在")
    page.evaluate("window.hearing.onerror({error: 'not-allowed'})")
    expect(steps.toast(page, "was not allowed to use the microphone")).to_be_visible()
    said.fill("")

    page.keyboard.press("Alt+v")
    dialog.get_by_label("Who says what").fill(
        "主持人：还有两分钟。\n\n周宁（市公交集团）: 好。\n网友：谢谢。\n王五：路过。"
    )
    dialog.get_by_role("button", name="Show the speeches").click()
    expect(dialog.get_by_role("heading", name="Is this who spoke?")).to_be_visible()
    dialog.get_by_role("button", name="Put all on record").click()
    expect(dialog).to_contain_text("2 speeches have no speaker yet.")
    names = dialog.locator("[data-pasted-names] select")
    names.nth(0).select_option(label="Host")
    names.nth(1).select_option(label="Leave out")
    steps.confirm(page, "Put all on record")
    expect(netizen.locator("li.said").last).to_contain_text("谢谢。")
    spoken = [e["data"]["text"] for e in site.record(number) if e["kind"] == "speech.published"]
    assert spoken[-3:] == ["还有两分钟。", "好。", "谢谢。"]


def test_two_hosts_who_arrange_at_once_end_with_one_order(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", questions=[BUS, SIGNAL, SHELTER])["number"]
    first, second = [someone("host").goes_to(f"/sessions/{number}/host/") for _ in range(2)]
    for host in (first, second):
        at_desk(host)
    for text in (BUS, SIGNAL, SHELTER):
        row = first.locator("[data-others] > li").filter(has_text=text)
        row.get_by_role("button", name="Up next").click()
    for host in (first, second):
        expect(host.locator("[data-order] > li").nth(2)).to_contain_text(SHELTER)
    before = site.api(f"/sessions/{number}/snapshot")["seq"]
    for host, key in ((first, "End"), (second, "ArrowDown")):
        host.keyboard.press("o")
        host.keyboard.press(key)
    # Whoever came last is what both see.
    for host in (first, second):
        steps.until(host, SETTLED, [number, before + 2])
    placed = order(first).all_inner_texts()
    expect(order(second)).to_have_text(placed)
    assert sorted(placed) == sorted([BUS, SIGNAL, SHELTER])

"""Sharing a moment: by keyboard from the passage to the link, the quotation and the picture."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site
from tests.browser.test_accessibility import broken_in_light_and_dark

# Ten Chinese characters fit on a line; Latin letters are half as wide.
WRAP = """async (text) => {
  const { pieces, shorten, wrap } = await import("/static/js/share/lines.js");
  const width = (line) => Array.from(line).reduce((sum, c) => sum + (c < "\\u2000" ? 0.5 : 1), 0);
  const fits = (line) => width(line) <= 10;
  const lines = wrap(text, fits);
  return { lines, short: shorten(lines, 2, fits), pieces: pieces(text) };
}"""
TEXT = "我们决定：“下月起，107 路恢复直达。”请大家监督！《办法》全文见 https://example.org/a-long-address。"


def test_a_moment_is_shared_by_keyboard(site: Site, someone: SomeoneNew) -> None:
    made = site.hands("session", questions=["站台能加遮雨棚吗?"], answered=1, polled=True)
    number = made["number"]
    viewer = someone()
    viewer.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page = viewer.goes_to(f"/sessions/{number}/")
    steps.follow(page)
    entry = page.locator("li.said").last
    place = entry.get_attribute("id")
    control = entry.get_by_role("button", name="Share this passage")
    control.press("Enter")
    dialog = page.get_by_role("dialog", name="Share")
    link = f"{site.address}/s/{number}/{place}"
    expect(dialog.get_by_label("Link that stays")).to_have_value(link)
    code = dialog.get_by_role("img", name="QR code of this link")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    dialog.get_by_role("button", name="Copy as a quotation").press("Enter")
    expect(dialog.get_by_role("status")).to_contain_text("The quotation is copied")
    *words, source, address = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert (words[0][0], words[-1][-1]) == ("“", "”")
    assert "让出行更顺畅" in source
    assert address == link
    dialog.get_by_role("button", name="Make a card picture").press("Enter")
    picture = dialog.locator("[data-slot=picture]")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1080, 1350]
    save = dialog.get_by_role("link", name="Save the picture")
    expect(save).to_be_focused()
    with page.expect_download() as saved:
        save.press("Enter")
    assert saved.value.suggested_filename == f"huiyin-{place}.png"
    assert broken_in_light_and_dark(page) == []
    page.keyboard.press("Escape")
    expect(control).to_be_focused()
    # A poll has the same sign: its question is quoted, and what it came to follows.
    poll = page.locator("li.polled").last
    poll.get_by_role("button", name="Share this passage").press("Enter")
    expect(dialog.get_by_label("Link that stays")).to_have_value(
        f"{site.address}/s/{number}/{poll.get_attribute('id')}"
    )
    expect(dialog.locator("[data-slot=quote]")).to_have_text("公交最该先改进什么？")
    page.keyboard.press("Escape")
    page.goto(f"/s/{number}/{place}")
    expect(page).to_have_url(f"{site.address}/sessions/{number}/#{place}")

    # A receipt's code comes behind the #, and does not stay in the address.
    page.goto("/receipt/#K7QM2XPD9TRA")
    expect(page.get_by_label("Receipt code")).to_have_value("K7QM2XPD9TRA")
    expect(page).to_have_url(f"{site.address}/receipt/")

    broken = page.evaluate(WRAP, TEXT)
    assert all(line[0] not in "，。：”！》" for line in broken["lines"])
    assert all(line[-1] not in "“《" for line in broken["lines"])
    assert "".join(broken["lines"]).replace(" ", "") == TEXT.replace(" ", "")
    assert len(broken["short"]) == 2
    assert broken["short"][1].endswith("……")
    assert "107" in broken["pieces"]

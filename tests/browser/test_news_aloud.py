"""News of a session for those who listen: answers in full, questions in one go, each thing once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

ANSWERED = "陈立: 第 1 号问题,年底前落实。 先试点; 再推开;"
# What the live region holds is what is spoken; how long one piece takes is the clock's business.
LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector("[data-announce]");
  new MutationObserver(() => { if (region.textContent) heard.push(region.textContent); })
    .observe(region, { childList: true, characterData: true, subtree: true });
}"""


def heard(page: Page) -> list[str]:
    told: list[str] = page.evaluate("heard")
    return told


def test_news_is_spoken_politely_once_and_only_while_it_is_wanted(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=["107 路能不能恢复直达医院?"])["number"]
    page = someone().page
    page.clock.install()
    page.goto(f"/sessions/{number}/")
    steps.follow(page)
    expect(page.locator("[data-announce]")).to_have_attribute("aria-live", "polite")
    page.evaluate(LISTEN)
    site.hands("answer", number=number, question=1)
    for text in ("站台能加遮雨棚吗?", "路灯能亮一点吗?"):
        site.hands("publish", number=number, text=text)
    expect(page.locator("[data-count=questions]").first).to_have_text("2")
    for _ in range(4):
        page.clock.run_for(20_000)
    assert heard(page) == [
        "Now answering: 107 路能不能恢复直达医院?",
        ANSWERED,
        "2 new questions",
    ]
    # In the tree that screen readers read, and not only in the document.
    assert "2 new questions" in page.locator("[data-announce]").aria_snapshot()
    page.get_by_role("button", name="Announce news").click()
    site.hands("say", number=number, texts=["谢谢大家。"])
    expect(page.locator("li.said").last).to_contain_text("谢谢大家")
    page.clock.run_for(60_000)
    assert len(heard(page)) == 3

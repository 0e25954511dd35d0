"""Without a network: the pages last seen, what is public only; and back again."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(request.url);
  }
  return found;
}"""

IS_GONE = f"async (path) => !(await ({KEPT})()).some((each) => each.endsWith(path))"
GONE = "/sessions/999999/"
# As if this page had been public, and kept, before it went.
GONE_SINCE = """async (path) => {
  const name = (await caches.keys()).find((each) => each.startsWith("huiyin-pages-"));
  await (await caches.open(name)).put(path, new Response("what it said"));
}"""


def test_public_pages_open_without_a_network_and_a_desk_does_not(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", questions=["站台能加遮雨棚吗?"], answered=1)["number"]
    live, desk = f"/sessions/{number}/", f"/sessions/{number}/host/"
    host = someone("host", service_workers="allow")
    host.expects("net::ERR_", "Failed to fetch", "WebSocket connection", "404")
    page = host.goes_to(live)
    # The worker comes with the first page, and keeps even that one.
    steps.until(page, "(path) => caches.match(path, { ignoreVary: true })", live)
    steps.until(page, "() => navigator.serviceWorker.controller")
    page.evaluate(GONE_SINCE, GONE)
    for path in (
        live,
        desk,
        GONE,
        "/me/",
        f"/sessions/?when=all&q={number}",
        "/api/v1/sessions",
    ):
        page.goto(path)
    page.goto(live)
    steps.follow(page)
    # What is gone leaves the store a moment after the answer that said so.
    steps.until(page, IS_GONE, GONE)
    kept = {urlsplit(address).path for address in page.evaluate(KEPT)}
    pages = {path for path in kept if not path.startswith(("/static/", "/jsi18n/"))}
    assert pages == {live, "/offline/"}

    host.context.set_offline(True)
    page.goto(desk)
    expect(page.get_by_role("heading", name="There is no network at the moment")).to_be_visible()
    expect(page.locator("[data-kept] a")).to_have_attribute("href", live)
    page.goto(live)
    expect(page.locator("main[data-view]")).to_be_attached()
    expect(page.locator("li.said").last).to_be_visible()
    expect(page.locator("#stage [data-connection]")).to_be_visible()
    page.goto(desk)
    expect(page.get_by_role("button", name="Try again").first).to_be_visible()
    # Nobody has to press it: back in the network, the page goes on by itself.
    host.context.set_offline(False)
    expect(page.locator("[data-others]")).to_be_attached()

"""Following with one tap, and a notification that comes to the device."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.people import SomeoneNew
from tests.browser.site import Site

# Made by manage.py push_keys, for tests only.
KEY = "-ieLKTWrG9MEpKFzfu6mECCqXd-gtctehVDiv9aHHbU"
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/of-this-test"
# What a push service would answer the browser; there is none that a test could reach.
SUBSCRIBED = """
PushManager.prototype.subscribe = async function (options) {
  if (options.applicationServerKey.length !== 65 || !options.userVisibleOnly) throw new Error();
  return { toJSON: () => ({ endpoint: "ENDPOINT", keys: {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg" } }) };
};
""".replace("ENDPOINT", ENDPOINT)


@pytest.fixture(scope="module")
def with_key(site: Site) -> Iterator[str]:
    """The address of a web process that has a key for notifications."""
    with site.another_web(HUIYIN_PUSH_PRIVATE_KEY=KEY) as address:
        yield address


def test_one_tap_follows_and_the_page_remembers(site: Site, someone: SomeoneNew) -> None:
    number = site.hands("session", state="announced")["number"]
    page = someone("netizen").goes_to(f"/sessions/{number}/")
    button = page.get_by_role("button", name="Follow")
    expect(button).to_have_attribute("aria-pressed", "false")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto("/me/following/")
    expect(page.locator(".followed li").first).to_contain_text("让出行更顺畅")
    page.get_by_role("button", name="Unfollow").first.click()
    expect(page).to_have_url(f"{site.address}/me/following/")


def test_whoever_is_not_signed_in_is_led_there_by_the_same_button(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", state="announced")["number"]
    page = someone().goes_to(f"/sessions/{number}/")
    page.get_by_role("link", name="Follow").click()
    way_back = quote(f"/follow/session/{number}/?next=" + quote(f"/sessions/{number}/", safe=""))
    expect(page).to_have_url(f"{site.address}/sign-in/?next={way_back.replace('/', '%2F')}")


def test_without_scripts_the_button_leads_to_a_page_that_does_it(
    site: Site, someone: SomeoneNew
) -> None:
    number = site.hands("session", state="announced")["number"]
    page = someone("netizen", java_script_enabled=False).goes_to(f"/sessions/{number}/")
    page.get_by_role("link", name="Follow").click()
    page.get_by_role("button", name="Follow").click()
    expect(page).to_have_url(f"{site.address}/sessions/{number}/")
    page.get_by_role("link", name="Follow").click()
    expect(page.get_by_role("button", name="Follow")).to_have_attribute("aria-pressed", "true")


def test_a_device_is_added_only_when_that_is_tapped(with_key: str, someone: SomeoneNew) -> None:
    person = someone("netizen", service_workers="allow")
    person.context.grant_permissions(["notifications"], origin=with_key)
    person.context.add_init_script(SUBSCRIBED)
    page = person.goes_to(f"{with_key}/me/account/messages/")
    expect(page.get_by_text("No device is told yet.")).to_be_visible()
    page.get_by_role("button", name="Notify me on this device").click()
    expect(page.locator(".devices > li")).to_have_count(1)
    expect(page.locator(".devices > li")).to_contain_text("Chrome")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".devices > li")).to_have_count(0)


def deliver(page: Page, origin: str, words: str) -> None:
    """Let the browser receive a push, as if its service had sent one."""
    client = page.context.new_cdp_session(page)
    registrations: list[str] = []
    client.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(r["registrationId"] for r in told["registrations"]),
    )
    client.send("ServiceWorker.enable")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("body")).to_be_visible()
    client.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registrations[0], "data": words},
    )


# The second of two with one tag takes the place of the first: for a moment there is none.
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (;;) {
    const all = await worker.getNotifications();
    if (all.length) {
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path }));
    }
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.mark.parametrize("words", ["readable", "broken"])
def test_a_notification_is_shown(
    with_key: str, whole_chromium: Browser, someone: SomeoneNew, words: str
) -> None:
    person = someone("netizen", browser=whole_chromium, service_workers="allow")
    person.context.grant_permissions(["notifications"], origin=with_key)
    page = person.goes_to(f"{with_key}/me/account/messages/")
    page.evaluate("navigator.serviceWorker.register('/service-worker.js', { scope: '/' })")
    news = {
        "title": "新的访谈",
        "body": "明天开始。",
        "path": "/sessions/1/",
        "tag": "session.1.announced",
    }
    for _twice in range(2):
        deliver(page, with_key, json.dumps(news) if words == "readable" else "{")
    shown = page.evaluate(SHOWN)
    if words == "readable":
        assert shown == [news]
    else:
        assert shown[0]["title"] == "Huiyin"
        assert shown[0]["path"] == "/"


# Where nobody looks; the driver keeps every page in sight.
LOOK = """(away) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
CALLED = """async (last) => {
  const worker = await navigator.serviceWorker.ready;
  const bodies = (await worker.getNotifications()).map(({ body }) => body.split("\\n")[0]);
  return last === "" ? !bodies.length : bodies.length === 1 && bodies[0] === last;
}"""


def test_whoever_looks_elsewhere_is_called_once_for_each_news_of_their_question(
    site: Site, whole_chromium: Browser, someone: SomeoneNew
) -> None:
    number = site.hands("session")["number"]
    person = someone("netizen", browser=whole_chromium, service_workers="allow")
    person.context.grant_permissions(["notifications"], origin=site.address)
    page = person.goes_to(f"/sessions/{number}/")
    for text in ("107 路能不能恢复直达医院?", "枫林路口的绿灯能否延长?"):
        steps.ask(page, text)
    steps.look_at(page, "Mine")
    tell = page.get_by_role("button", name="Tell me on this device")
    tell.click()
    expect(tell).to_have_attribute("aria-pressed", "true")
    other = person.context.new_page()
    other.goto(f"/sessions/{number}/#mine")
    expect(steps.own(other, "绿灯")).to_be_visible()

    for each in (page, other):
        each.evaluate(LOOK, True)
    site.hands("let_through", number=number, question=1)
    steps.until(page, CALLED, "Your question no. 1 is public.")
    site.hands("take_up", number=number, question=1)
    steps.until(page, CALLED, "Your question no. 1 is being answered now.")
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    expect(page.locator(".toast")).to_have_count(0)
    page.evaluate(LOOK, False)
    expect(steps.toast(page, "Your question no. 1 is being answered now.")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(1)
    expect(page).to_have_title(re.compile(r"^让"))
    steps.until(page, CALLED, "")

    # Seen in one of two tabs: nobody has to be called.
    site.hands("answer", number=number, question=1)
    expect(steps.toast(page, "Your question no. 1 has been answered.")).to_be_visible()
    page.evaluate(LOOK, True)
    site.hands("let_through", number=number, question=2)
    steps.until(page, CALLED, "Your question no. 2 is public.")

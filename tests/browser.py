"""A real browser for the tests: starts it, signs people in, and asks a page what is wrong with it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests import world as the_world

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NARROW, WIDE = 320, 1280
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium of this machine; skips the test when there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium on this machine: run `make system`, which installs it")
    # Playwright's synchronous interface runs an event loop in this thread. Django would refuse to ask the
    # database there, and would open a second connection, to which the tests' records are unknown.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    connection = connections["default"]
    with sync_playwright() as playwright:
        connections["default"] = connection
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Complaints:
    """What the browser complained of: errors in its console, among them what the page's policy blocked."""

    said: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note from now on what goes wrong on the page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"script error: {error}"))
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # A download ends the navigation that asked for it.
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"request failed: {request.url} {request.failure}")


def carry(context: BrowserContext, person: UUID, address: str) -> None:
    """Give the browser the session of a signed-in person, without the form."""
    cookie = the_world.signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


def sign_in(page: Page, address: str, email: str, password: str = the_world.PASSWORD) -> None:
    """Sign in as a person does."""
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line a violation with its first places."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(found => found.violations)",
        TAGS,
    )
    return [f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes'][:3]]}" for one in found]


def sideways_scroll(page: Page) -> list[str]:
    """What does not fit a window of 320 px: what makes it scroll sideways, and what a container cuts off."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 800})
    found: list[str] = page.evaluate(STICKING_OUT) + page.evaluate(CUT_OFF)
    if before:
        page.set_viewport_size(before)
    return found


def no_sideways_scroll(page: Page) -> bool:
    """The page fits a window of 320 px, and everything on it can be read there."""
    return not sideways_scroll(page)


STICKING_OUT = """() => {
  const root = document.scrollingElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return [];
  const inside = one => { for (let up = one.parentElement; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== 'visible') return up !== document.body; return false; };
  return [...document.body.querySelectorAll('*')]
    .filter(one => one.getBoundingClientRect().right > width + 0.5 && !inside(one))
    .map(one => `${one.tagName}.${one.className} is ${Math.ceil(one.getBoundingClientRect().right)} wide`)
    .slice(0, 5).concat([`the page is ${root.scrollWidth} wide`]);
}"""

#: A container that hides what is too wide makes no page scroll: its content is simply gone. What is shown to
#: screen readers only is a pixel wide on purpose, and controls scroll what is typed into them by themselves.
#: The content of an open `details` lies in a box that no selector finds, so its parts are measured instead.
CUT_OFF = """() => {
  const style = one => getComputedStyle(one).overflowX;
  const named = (one, by) => `${one.tagName}.${one.className} cuts off ${Math.ceil(by)} px of its content`;
  const all = [...document.body.querySelectorAll('*')].filter(one => one.checkVisibility());
  const hiding = all.filter(one => ['hidden', 'clip'].includes(style(one)) && one.clientWidth > 1)
    .filter(one => !one.matches('input, select, textarea') && one.scrollWidth > one.clientWidth + 1)
    .map(one => named(one, one.scrollWidth - one.clientWidth));
  const scrolls = (one, within) => { for (let up = one.parentElement; up !== within; up = up.parentElement)
    if (['auto', 'scroll'].includes(style(up))) return true; return false; };
  const right = one => one.getBoundingClientRect().left
    + Math.max(one.getBoundingClientRect().width, style(one) === 'visible' ? one.scrollWidth : 0);
  const folded = all.filter(one => one.matches('main details[open]')).flatMap(one => {
    const inside = [...one.querySelectorAll('*')].filter(inner => !scrolls(inner, one));
    const by = Math.max(0, ...inside.map(right)) - one.getBoundingClientRect().right;
    return by > 1 ? [named(one, by)] : [];
  });
  return [...hiding, ...folded].slice(0, 5);
}"""

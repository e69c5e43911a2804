"""One tab in a real browser, and what may be said of it."""

from __future__ import annotations

import json
import shutil
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from ui import strings

IN_BROWSER = [
    pytest.mark.filterwarnings("ignore"),  # Playwright's own loop and sockets
    pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium on the path"),
]
"""For ``pytestmark`` of every module that opens the page."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUESTION = "Hvad skal en businesscase indeholde?"
OFF_FIELD = ["Hvad koster en licens til Microsoft Teams?", "Hvor mange ansatte er der i Odense Kommune?", "asdf qwer"]


class Visit:
    """One tab, with everything it asked for and complained of."""

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        self.address = address
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "da-DK", "reduced_motion": "reduce"}
        self._open(browser.new_context(**{**settings, **context}))

    @classmethod
    def beside(cls, other: Visit) -> Visit:
        """A second tab of the same browser."""
        made = cls.__new__(cls)
        made.address = other.address
        made._open(other.context)
        return made

    def _open(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = self.context.new_page()
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective));"
            "window.said = []; addEventListener('DOMContentLoaded', () => new MutationObserver(() =>"
            "  window.said.push(document.getElementById('status').textContent))"
            ".observe(document.getElementById('status'), {childList: true, characterData: true, subtree: true}))"
        )
        self.page.goto(self.address)
        expect(self.field).to_be_visible(timeout=20_000)
        expect(self.page.locator("#role[role=radiogroup]")).to_be_visible()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    @property
    def field(self) -> Any:
        return self.page.get_by_label(strings.QUESTION_LABEL, exact=True).locator("visible=true").first

    def ask(self, question: str = QUESTION) -> Any:
        count = self.page.locator(".answer").count()
        self.page.locator("#question textarea").fill(question)
        self.page.keyboard.press("Enter")
        answer = self.page.locator(".answer").nth(count)
        expect(answer).to_be_visible(timeout=20_000)
        expect(self.status).to_have_text(strings.STATUS_READY)
        return answer

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    def said(self) -> list[str]:
        """What the status line has said since the last time this was asked."""
        told: list[str] = self.page.evaluate("window.said.splice(0)")
        return told

    def violations(self) -> list[Any]:
        result = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}})
        return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in result.response["violations"]]


def begin_guide(visit: Visit, *said: str) -> None:
    """Begin the guide, and go on with what is said to it."""
    for message in (strings.GUIDE_BEGIN_MESSAGE, *said):
        visit.ask(message)


def begin_again(visit: Visit) -> None:
    """Press »Begynd forfra«, and say yes."""
    visit.page.get_by_role("button", name=strings.RESTART, exact=True).click()
    visit.page.get_by_role("button", name=str(strings.GUIDE_SCRIPT["yesRestart"])).click()


def refused(server: str) -> str:
    """A question that the corpus of today does not answer."""
    for question in OFF_FIELD:
        body = json.dumps({"message": question}).encode()
        request = urllib.request.Request(f"{server}v1/chat", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            turn = json.load(answer)
        if turn["status"] == "refused" and turn["nearest"]:
            return question
    pytest.skip("the corpus answers all of the questions that it should not")

"""The chat page, by a real server in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant import ReadoutAssistant, Settings
from assistant.presentation.chat_page import ChatPage, free_port, launch
from assistant.presentation.highlight import readout_html
from assistant.presentation.markdown import escape, safe_markdown
from tests.chat_server import ChatServer, chat_server
from tests.scripted import faithful
from tests.writing import MFA

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = MFA.replace(
    "We will send engineers to the delta.",
    "We will send <img src=x onerror=alert(1)> engineers ![p](http://outside.invalid/p.png) to the `delta` [9] $$x$$.",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ReadoutAssistant(tmp_path_factory.mktemp("page")) as assistant:
        assistant.add_samples()
        page = ChatPage(assistant)
        yield launch(page, free_port())
        page.blocks.close(verbose=False)


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[tuple[str, ChatServer]]:
    """A page whose answers a slow model writes, which goes on and on behind its first sentence."""

    def write(system: str, user: str) -> str:
        return (
            faithful(system, user)
            + " ![x](http://outside.invalid/x.png) Khan visited <b>Kyiv</b> [1]."
            + " and more of it" * 300
        )

    with chat_server(write, pause=0.02) as server:
        settings = Settings(
            library=str(tmp_path), model="openai:m", model_url=f"{server.url}/v1", model_timeout=5
        )
        with ReadoutAssistant(settings) as assistant:
            assistant.add_samples()
            page = ChatPage(assistant)
            yield launch(page, free_port()), server
            page.blocks.close(verbose=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = [
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
        ]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def page(url: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if re.match(r"(https?://127\.0\.0\.1|data:|blob:)", request.url)
            else outside.append(request.url)
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.goto(url)
    yield page
    context.close()
    assert outside == []
    assert errors == []


def ask(page: Page, question: str) -> str:
    bots = page.locator("#chat [data-testid=bot]")
    before = bots.count()
    box = page.get_by_role("textbox", name="Question")
    box.fill(question)
    box.press("Enter")
    bots.nth(before).wait_for(timeout=60_000)
    page.wait_for_function(
        "() => document.querySelector('#readout_panel mark.chosen') || document.querySelector('#chat').innerText.includes('Nothing')",
        timeout=60_000,
    )
    page.wait_for_timeout(500)
    return bots.nth(before).inner_text()


@pytest.mark.browser
def test_the_question_is_answered_cited_and_highlighted(page: Page) -> None:
    text = ask(page, "What did Khan say about Taiwan?")
    assert "Imran Khan" in text
    assert "[1]" in text
    assert "not to be quoted" in text
    marked = page.locator("#readout_panel mark.chosen")
    assert "Taiwan" in marked.inner_text()
    assert marked.get_attribute("title") == "Imran Khan"
    assert "Sample readout" in page.locator("#readout_panel .sample").inner_text()
    assert marked.is_visible()


@pytest.mark.browser
def test_an_abstention_points_to_who_did_and_a_follow_up_works(page: Page) -> None:
    ask(page, "What did Khan say about Taiwan?")
    text = ask(page, "and Xi?")
    assert "Nothing is recorded of Xi on “Taiwan”" in text
    assert page.locator("#readout_panel mark.chosen").get_attribute("title") == "Imran Khan"


@pytest.mark.browser
def test_an_example_button_and_another_citation(page: Page) -> None:
    page.get_by_role("button", name="Compare what Xi and Khan said").click()
    page.locator("#readout_panel mark.chosen").wait_for(timeout=60_000)
    choices = page.get_by_role("radio")
    assert choices.count() >= 2
    first = page.locator("#readout_panel mark.chosen").get_attribute("title")
    choices.nth(choices.count() - 1).check()
    page.wait_for_function(
        "before => document.querySelector('#readout_panel mark.chosen').title !== before", arg=first
    )
    assert {first, page.locator("#readout_panel mark.chosen").get_attribute("title")} == {
        "Xi Jinping",
        "Imran Khan",
    }


@pytest.mark.browser
def test_a_readout_is_uploaded_and_nothing_in_it_becomes_markup(page: Page, tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    page.get_by_test_id("Add a readout-upload-button").set_input_files(
        [tmp_path / "hostile.txt", tmp_path / "empty.txt"]
    )
    page.wait_for_function(
        "() => document.querySelector('#status').innerText.includes('1 added')", timeout=60_000
    )
    assert "empty.txt: the file is empty" in page.locator("#status").inner_text()
    text = ask(page, "What did Okoro say about engineers?")
    assert "<img src=x onerror=alert(1)>" in text
    assert "<img src=x" in page.locator("#readout_panel mark.chosen").inner_text()
    assert (
        page.locator("#chat [data-testid=bot] img[src*=outside], #readout_panel img").count() == 0
    )


@pytest.mark.browser
def test_a_web_page_is_added_by_its_address_and_one_that_may_not_be_says_why(page: Page) -> None:
    box = page.get_by_role("textbox", name="Add a web page or feed")
    for address, said in (
        ("press.example/call", "begins with https://"),
        ("http://127.0.0.1:9/call", "an address of this machine"),
    ):
        box.fill(address)
        box.press("Enter")
        page.wait_for_function(
            "said => document.querySelector('#status').innerText.includes(said)",
            arg=said,
            timeout=60_000,
        )


@pytest.mark.browser
def test_a_question_that_cannot_be_asked_is_answered_with_why(page: Page) -> None:
    box = page.get_by_role("textbox", name="Question")
    box.fill("x" * 3000)
    box.press("Enter")
    page.get_by_text("at most 2,000 can be asked").wait_for(timeout=60_000)


@pytest.mark.browser
def test_a_models_sentence_is_shown_when_it_has_passed_and_stop_ends_its_reply(
    writing: tuple[str, ChatServer], browser: Browser
) -> None:
    url, server = writing
    page = browser.new_page()
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if "127.0.0.1" in request.url or request.url.startswith("data:")
            else outside.append(request.url)
        ),
    )
    page.goto(url)
    assert page.get_by_label("Answers by").input_value() == "openai:m"
    box = page.get_by_role("textbox", name="Question")
    box.fill("What did Khan say about Taiwan?")
    box.press("Enter")
    bot = page.locator("#chat [data-testid=bot]").first
    page.wait_for_function(
        "() => document.querySelector('#chat').innerText.includes('Pakistan holds firm')",
        timeout=60_000,
    )
    assert bot.inner_text().startswith('Imran Khan said: "Pakistan holds firm')
    page.get_by_test_id("stop-button").click()
    assert server.left.wait(20)
    assert "Kyiv" not in bot.inner_text()

    page.get_by_label("Answers by").fill("Quotes only")
    page.get_by_label("Answers by").press("Enter")
    text = ask(page, "What did Khan say about Taiwan?")
    assert "in the account of" in text
    assert len(server.asked) == 1
    page.get_by_label("Answers by").fill("nobody:<b>x</b>")
    page.get_by_label("Answers by").press("Enter")
    box.fill("What did Khan say about Taiwan?")
    box.press("Enter")
    page.get_by_text(
        "must be written provider:name, like ollama:llama3.2, not 'nobody:<b>x</b>'"
    ).wait_for(timeout=60_000)
    assert outside == []
    page.close()


def test_foreign_hosts_and_origins_are_refused(url: str) -> None:
    assert httpx.get(url).status_code == 200
    assert "default-src 'self'" in httpx.get(url).headers["content-security-policy"]
    assert httpx.get(url, headers={"host": "evil.example"}).status_code == 403
    assert httpx.get(url, headers={"origin": "https://evil.example"}).status_code == 403
    for path in ("openapi.json", "monitoring"):
        assert httpx.get(url + path).status_code in (403, 404)


def test_what_was_inferred_is_marked(samples: ReadoutAssistant) -> None:
    readout = next(r for r in samples.readouts() if "Khan" in r.title)
    assert "26 October 2021*" in readout_html(readout)
    stated = samples.readouts()[0]
    assert "date" in stated.stated
    assert f"{stated.date.day} {stated.date:%B %Y}*" not in readout_html(stated)


def test_a_highlight_marks_exactly_the_cited_words(samples: ReadoutAssistant) -> None:
    answer = samples.ask("What did Khan say about Taiwan?")
    readout = samples.readout(answer.citations[0].readout_id)
    page = readout_html(readout, answer.citations, 1)
    assert (
        f"<mark class='chosen' title='Imran Khan'>{answer.citations[0].quote.replace(chr(39), '&#x27;')}<sup>[1]</sup></mark>"
        in page
    )
    assert re.sub(r"<[^>]+>", "", readout_html(readout)).count("Pakistan holds firm") == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>x</script>",
        "![a](http://x)",
        "[a](javascript:x)",
        "`x`",
        "$$x$$",
        "a|b",
        "# h",
        "see http://x.example and www.x.example",
        "it matters” [1] **Xi** (1 May): “we will",
    ],
)
def test_markdown_of_a_readout_is_inert(hostile: str) -> None:
    for made in (safe_markdown(hostile, [hostile]), escape(hostile)):
        assert not set(made) & set("<>`[]!$|*")
        assert "://" not in made
    made = safe_markdown(f"**X**: “{hostile}” [1]", [hostile])
    assert made.startswith("**X**: ")
    assert made.endswith(" [1]")

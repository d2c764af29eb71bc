"""The chat page: ask, read the streamed answer, see each citation highlighted in its readout, add a readout."""

from __future__ import annotations

import html
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.assistant import ReadoutAssistant
from assistant.corpus.loading import ARCHIVE, READERS, is_url
from assistant.domain.answer import Citation
from assistant.errors import ReadoutError, SettingsError
from assistant.presentation.highlight import readout_html
from assistant.presentation.markdown import escape, safe_markdown
from assistant.presentation.page_style import CSS, SCROLL
from assistant.presentation.web_guard import Guard

LOOPBACK = "127.0.0.1"
EXAMPLES = (
    "What did Khan say about Taiwan?",
    "What did Xi say about Taiwan?",
    "Compare what Xi and Khan said about the corridor.",
)
QUOTES_ONLY = "Quotes only"
WRITING = "…"  # until the first sentence has passed
EMPTY = "<p>The readout stands here, with the cited passage marked, once you have asked.</p>"
PROGRESS = gr.Progress()
Messages = list[dict[str, Any]]


class ChatPage:
    """The page over one assistant; `blocks` is the Gradio app."""

    def __init__(self, assistant: ReadoutAssistant) -> None:
        self._assistant = assistant
        self.blocks = self._build()

    def _build(self) -> gr.Blocks:
        with gr.Blocks(
            title="Readout Assistant",
            analytics_enabled=False,
            fill_width=True,
            delete_cache=(3600, 3600),
        ) as page:
            gr.Markdown(
                "# Readout Assistant\nWho said what, in the readouts' own words. Every quote is verbatim and cited."
            )
            shown = gr.State([])
            with gr.Row():
                with gr.Column():
                    chat = gr.Chatbot(
                        label="Conversation",
                        elem_id="chat",
                        height=420,
                        latex_delimiters=[],
                        allow_tags=False,
                        buttons=[
                            "copy",
                            "copy_all",
                        ],  # not "share", which sends the conversation elsewhere
                    )
                    box = gr.Textbox(
                        label="Question",
                        placeholder=EXAMPLES[0],
                        elem_id="question",
                        submit_btn="Ask",
                        stop_btn=True,
                    )
                    writer = gr.Dropdown(
                        self._writers(),
                        value=self._assistant.model or QUOTES_ONLY,
                        label="Answers by",
                        info="Quotes only, or a language model as provider:name; what it writes is verified sentence by sentence.",
                        allow_custom_value=True,
                        elem_id="writer",
                    )
                    with gr.Row():
                        examples = [gr.Button(text, size="sm") for text in EXAMPLES]
                    address = gr.Textbox(
                        label="Add a web page or feed",
                        placeholder="https://",
                        submit_btn="Add",
                        elem_id="address",
                        max_lines=1,
                    )
                    upload = gr.UploadButton(
                        "Add a readout",
                        file_types=[*READERS, ARCHIVE],
                        file_count="multiple",
                        size="sm",
                    )
                    status = gr.Markdown(self._status(), elem_id="status")
                with gr.Column():
                    chooser = gr.Radio([], label="Citations", elem_id="citations", visible="hidden")
                    panel = gr.HTML(EMPTY, elem_id="readout_panel", js_on_load=None)
            running = []
            for trigger, event in [
                (box, box.submit),
                *((button, button.click) for button in examples),
            ]:
                # Answers share one embedder and one library: one at a time is fastest, and a
                # language model has its own time-out.
                asked = event(
                    self._ask,
                    [trigger, chat, writer],
                    [box, chat, shown, chooser, panel],
                    concurrency_id="ask",
                    concurrency_limit=1,
                    show_progress="hidden",
                )
                asked.then(fn=None, js=SCROLL)
                running.append(asked)
            box.stop(fn=None, cancels=running)
            chooser.input(self._show, [chooser, shown], panel, show_progress="hidden").then(
                fn=None, js=SCROLL
            )
            upload.upload(self._upload, upload, status, concurrency_id="ask", concurrency_limit=1)
            address.submit(
                self._fetch, address, [address, status], concurrency_id="ask", concurrency_limit=1
            )
        return page.queue(max_size=64)

    def _writers(self) -> list[str]:
        return list(
            dict.fromkeys(
                [QUOTES_ONLY, *([self._assistant.model] if self._assistant.model else [])]
            )
        )

    def _ask(
        self, question: str, history: Messages, writer: str | None
    ) -> Iterator[tuple[Any, ...]]:
        earlier = [{"role": message["role"], "content": _text(message)} for message in history]
        messages = [
            *history,
            {"role": "user", "content": escape(question)},
            {"role": "assistant", "content": ""},
        ]
        hidden = gr.Radio(choices=[], value=None, visible="hidden")
        yield "", messages, [], hidden, EMPTY
        try:
            stream = self._assistant.stream(question, history=earlier, **self._writing(writer))
        except ReadoutError as error:
            messages[-1]["content"] = escape(f"{error}")
            yield gr.skip(), messages, gr.skip(), gr.skip(), gr.skip()
            return
        text = ""
        with closing(stream):  # the stop button ends this generator, and so the model's reply
            for piece in stream:
                text += piece
                messages[-1]["content"] = escape(text) or WRITING
                yield gr.skip(), messages, gr.skip(), gr.skip(), gr.skip()
        answer = stream.answer
        citations = list((answer.citations or answer.related) if answer else ())
        # Only now is it known where each quote ends, and so what in the text is the product's own.
        messages[-1]["content"] = safe_markdown(
            text, [part for c in citations for part in (c.quote, c.title, *c.notes)]
        )
        yield gr.skip(), messages, gr.skip(), gr.skip(), gr.skip()
        if citations:
            choices = [(_label(citation), citation.marker) for citation in citations]
            chosen = citations[0].marker
            yield (
                gr.skip(),
                gr.skip(),
                citations,
                gr.Radio(choices=choices, value=chosen, visible=True),
                self._show(chosen, citations),
            )

    def _writing(self, writer: str | None) -> dict[str, Any]:
        """Return what to ask with: no model, another than the assistant's, or its own."""
        if writer == self._assistant.model:
            return {}
        return {"model": None if writer in (None, "", QUOTES_ONLY) else writer}

    def _show(self, chosen: int | None, citations: list[Citation]) -> str:
        citation = next((c for c in citations if c.marker == chosen), None)
        if citation is None:
            return EMPTY
        try:
            readout = self._assistant.readout(citation.readout_id)
        except ReadoutError as error:
            return f"<p>{escape(str(error))}</p>"
        return readout_html(readout, citations, citation.marker)

    def _upload(self, paths: list[str] | str | None, progress: gr.Progress = PROGRESS) -> str:
        return self._add([paths] if isinstance(paths, str) else paths or [], progress)

    def _fetch(self, address: str, progress: gr.Progress = PROGRESS) -> tuple[str, str]:
        if not is_url(address.strip()):
            return (
                address,
                f"{escape(address.strip())}: a web address begins with https:// or http://",
            )
        return "", self._add([address.strip()], progress)

    def _add(self, places: list[str], progress: gr.Progress) -> str:
        try:
            report = self._assistant.add(
                *places,
                progress=lambda done, total: progress(
                    (done, total), desc="Adding", unit="readouts"
                ),
            )
        except ReadoutError as error:
            return escape(str(error))
        failures = [
            f"{escape(Path(failure.path).name)}: {escape(failure.reason)}"
            for failure in report.failed
        ]
        folds = [
            f"{escape(Path(fold.path).name)}: a copy of {escape(fold.id)} ({escape(fold.reason)})"
            for fold in report.folded
        ]
        if report.doubtful:
            folds.append(
                f"{report.doubtful} sentences are not confirmed by a second reading of their file; "
                "they are marked where they are quoted."
            )
        folds += [
            f"{escape(Path(remark.path).name)}: {escape(remark.text)}" for remark in report.remarks
        ]
        done = f"{len(report.added)} added, {len(report.unchanged)} known already, {len(report.replaced)} replaced."
        return "\n\n".join([self._status(), done, *folds, *failures])

    def _status(self) -> str:
        readouts = self._assistant.readouts()
        samples = sum(readout.sample for readout in readouts)
        note = (
            f", {samples} of them samples that come with the product (fictional or paraphrased)"
            if samples
            else ""
        )
        return f"{len(readouts):,} readouts in the library{note}."


def serve(assistant: ReadoutAssistant, port: int) -> None:
    """Serve the page on this machine until interrupted."""
    page = ChatPage(assistant)
    url = launch(page, port)
    print(f"Readout Assistant is at {url} (Ctrl+C ends)", flush=True)
    page.blocks.block_thread()


def launch(page: ChatPage, port: int) -> str:
    """Start the page's server on the loopback address and return its URL.

    SettingsError if the port is taken.
    """
    try:
        _, url, _ = page.blocks.launch(
            server_name=LOOPBACK,
            server_port=port,
            prevent_thread_lock=True,
            theme=gr.themes.Base(
                font=[gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")],
                font_mono=[gr.themes.Font("monospace")],
            ),
            css=CSS,
            # Everything below keeps the page from offering more than it shows, and from asking
            # anything of the outside.
            app_kwargs={"middleware": [Middleware(Guard)], "openapi_url": None},
            enable_monitoring=False,
            footer_links=[],
            max_file_size="20mb",
            run_history=False,
            share=False,
            ssr_mode=False,
            quiet=True,
        )
    except OSError:
        raise SettingsError("--port", f"{port} is taken by another program") from None
    return str(url)


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def _label(citation: Citation) -> str:
    return f"[{citation.marker}] {', '.join(citation.speakers) or 'narration'}, {citation.date or 'no date'}: {citation.title}"


def _text(message: dict[str, Any]) -> str:
    content = message["content"]
    shown = (
        content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
    )
    return html.unescape(shown)  # what is shown is escaped; a follow-up needs what was asked

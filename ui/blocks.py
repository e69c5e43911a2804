"""The layout of the page, and the wires from its buttons to the handlers.

Imports Gradio: load it through ``ui.page.mount``, which sets the environment first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gradio as gr

from advisor.domain import Role, Source
from advisor.service import Advisor
from ui import handlers, strings
from ui.footer import footer
from ui.handlers import Step, View

_SECONDS_PER_MINUTE = 60

# Nothing of Gradio's own progress; nothing to call from outside. page.js lets one press through at a time: Gradio
# would do that for each button by itself, and swallow unheard a press in the moment after an answer.
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "multiple"}


def theme() -> gr.themes.Base:
    """System fonts, so that none is fetched; every colour comes from page.css."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def translations() -> gr.I18n:
    """Gradio's own words in Danish; page.js chooses them."""
    return gr.I18n(da=strings.GRADIO)  # type: ignore[arg-type]  # takes groups of words too, as its own files do


def build(advisor: Advisor) -> gr.Blocks:
    """The page over one advisor."""
    about = advisor.about()
    demo: gr.Blocks
    with gr.Blocks(title=strings.TITLE, analytics_enabled=False, fill_width=True) as demo:
        # As long as the service keeps the conversation, the tab keeps its view of it, and no longer.
        view = gr.State(View(), time_to_live=about.conversation_minutes * _SECONDS_PER_MINUTE)
        with gr.Row(elem_id="masthead"):
            gr.Markdown(f"# {strings.TITLE}\n\n{strings.PURPOSE}", elem_id="title")
            role = gr.Radio(list(strings.ROLES), label=strings.ROLE_LABEL, elem_id="role", container=True)
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="talk"):
                notice = gr.Markdown(advisor.notice, elem_id="notice")
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    height=None,
                    autoscroll=False,
                    buttons=[],
                    feedback_options=None,
                    latex_delimiters=[],
                    layout="panel",
                    group_consecutive_messages=False,
                    container=False,
                )
                with gr.Column(elem_id="welcome") as welcome:
                    gr.Markdown(f"## {strings.EXAMPLES_HEADING}", elem_id="examples")
                    examples = [gr.Button(text, elem_classes="ask") for text in strings.EXAMPLES]
                with gr.Column(elem_id="composer"):
                    status = gr.Markdown("", elem_id="signal")
                    with gr.Row(elem_id="field"):
                        question = gr.Textbox(
                            label=strings.QUESTION_LABEL,
                            placeholder=strings.QUESTION_PLACEHOLDER,
                            lines=1,
                            max_lines=8,
                            elem_id="question",
                            container=False,
                        )
                        send = gr.Button(strings.SEND, elem_id="send", variant="primary")
            # What our own scripts have to tell the handlers; see ui.handlers.told and wire() in common.js.
            with gr.Row(elem_id="wire"):
                wire = gr.Textbox(show_label=False, container=False)
                tell = gr.Button(strings.SEND, elem_id="tell")
        sources = advisor.sources()
        foot = gr.Markdown(
            footer(about, sources, advisor.cases(), advisor.vocabulary), elem_id="footer", latex_delimiters=[]
        )

        shown = [chat, view, question, status, welcome]

        def from_field(text: str, now: View, who: Role | None) -> Iterator[tuple[Any, ...]]:
            for step in handlers.ask(advisor, text, now, who):
                yield _update(step, gr.skip() if step.kept else "")

        def from_button(text: str, now: View, who: Role | None) -> Iterator[tuple[Any, ...]]:
            for step in handlers.ask(advisor, text, now, who):
                yield _update(step, gr.skip())

        def from_option(now: View, who: Role | None, picked: gr.SelectData) -> Iterator[tuple[Any, ...]]:
            yield from from_button(str(picked.value), now, who)

        def from_script(text: str, now: View, who: Role | None) -> Iterator[tuple[Any, ...]]:
            for step in handlers.told(advisor, text, now, who):
                yield _update(step, gr.skip())

        gr.on([question.submit, send.click], from_field, [question, view, role], shown, **_QUIET)
        for button, text in zip(examples, strings.EXAMPLES, strict=True):
            button.click(_asking(from_button, text), [view, role], shown, **_QUIET)
        chat.option_select(from_option, [view, role], shown, **_QUIET)
        tell.click(from_script, [wire, view, role], shown, **_QUIET)
        demo.load(_open, None, [role, question], **_QUIET)
        demo.load(partial(known_now, advisor, sources), None, [notice, foot], **_QUIET)
    return demo


def known_now(advisor: Advisor, then: tuple[Source, ...]) -> tuple[Any, Any]:
    """Notice and foot of the page by now; own documents may have come or gone since it was made."""
    now = advisor.sources()
    if now == then:
        return gr.skip(), gr.skip()
    return advisor.notice, footer(advisor.about(), now, advisor.cases(), advisor.vocabulary)


def _asking(ask: Callable[..., Iterator[tuple[Any, ...]]], text: str) -> Callable[..., Iterator[tuple[Any, ...]]]:
    return partial(ask, text)


def _update(step: Step, field: Any) -> tuple[Any, ...]:
    """What goes to the chat, the state, the field, the status line and the first-visit examples."""
    return (
        [dict(message) for message in step.view.shown],
        step.view,
        field,
        handlers.status_html(step.status, step.view.conversation_id),
        gr.Column(visible=not step.view.shown),
    )


def _open(request: gr.Request) -> tuple[Any, Any]:
    role, text = handlers.opened(dict(request.query_params))
    return role or gr.skip(), text or gr.skip()

"""The panel beside the chat: the four questions, the papers and the file, as HTML of ours around no user's text.

It goes into the document as it stands (see ``ui.document``), out of reach of Gradio and its sanitizer;
guide.js and files.js fill in what the conversation holds.
"""

from __future__ import annotations

from html import escape

from advisor.knowledge import CoreQuestionData, Guide, SubQuestion
from ui import strings


def shell(guide: Guide) -> str:
    """The panel of a conversation in which nothing has been said yet."""
    total = len(guide.sub_questions)
    return (
        f'<aside id="panel" aria-label="{strings.PANEL_HEADING}">'
        f'<button type="button" id="panel-toggle" aria-expanded="false" aria-controls="panel-body">'
        f"{strings.PANEL_HEADING} {_figure(total)}</button>"
        f'<div id="panel-body"><h2>{strings.PANEL_HEADING} {_figure(total)}</h2>'
        f'<p class="intro">{strings.PANEL_INTRO}</p>'
        f'<button type="button" class="start">{strings.GUIDE_BEGIN}</button>'
        f"{''.join(map(_core, guide.core_questions))}{_papers()}{_keeping()}</div></aside>"
    )


def _figure(total: int) -> str:
    """»3/20« to look at, »3 af 20 besvaret« to hear."""
    spoken = strings.FIGURE_SPOKEN.format(answered=0, total=total)
    return (
        f'<span class="figure" data-total="{total}"><span class="seen" aria-hidden="true">0/{total}</span>'
        f'<span class="sr">{spoken}</span></span>'
    )


def _core(core: CoreQuestionData) -> str:
    rows = "".join(map(_sub, [core.number] * len(core.sub_questions), core.sub_questions))
    return (
        f'<details class="core" id="core-{core.id}">'
        f'<summary><span class="name">{core.number} {escape(core.title)}</span>'
        f'<span class="bar" aria-hidden="true"></span>{_figure(len(core.sub_questions))}</summary>'
        f'<p class="why">{escape(core.question)}</p><ol class="subs">{rows}</ol></details>'
    )


def _sub(core: int, sub: SubQuestion) -> str:
    number = f"{core}.{sub.id.rpartition('/')[2]}"
    name = f"{number} {escape(sub.title)}"
    spoken = strings.EDIT_SPOKEN.format(name=name)
    return (
        f'<li class="sub" id="sub-{sub.id.replace("/", "-")}" data-sub="{sub.id}" data-number="{number}">'
        f'<button type="button" class="goto">'
        f'<span class="sr">{strings.GO_TO} </span>{name}</button>'
        f'<span class="row"><span class="state">{strings.STATES["open"]}</span>'
        f'<button type="button" class="edit" aria-expanded="false">'
        f'<span class="word">{strings.EDIT["new"]}</span><span class="sr"> {spoken}</span></button></span></li>'
    )


def _papers() -> str:
    return (
        f'<section class="papers" aria-labelledby="papers-title"><h3 id="papers-title">{strings.PAPERS}</h3>'
        f'<p class="wait">{strings.PAPERS_WAIT}</p><ul hidden>'
        f"{_paper('discussion', ('docx', 'pdf', 'md'))}{_arguments()}"
        f"{_paper('open-questions', ('docx', 'pdf', 'md'))}{_paper('selection', ('docx', 'pdf', 'md'))}</ul></section>"
    )


def _paper(kind: str, formats: tuple[str, ...]) -> str:
    links = " · ".join(
        f'<a class="paper" download data-paper="{kind}" data-format="{form}">'
        f'<span class="sr">{strings.PAPER_NAMES[kind]} {strings.PAPER_AS} </span>{strings.FORMATS[form]}</a>'
        for form in formats
    )
    return f'<li><span class="paper-name">{strings.PAPER_NAMES[kind]}</span> <span class="links">{links}</span></li>'


def _arguments() -> str:
    radios = "".join(
        f'<label><input type="radio" name="side" value="{side}"{" checked" if side == "leader" else ""}> {name}</label>'
        for side, name in strings.PAPER_SIDES.items()
    )
    row = _paper("arguments", ("docx", "pdf")).removesuffix("</li>")
    return f'{row}<fieldset class="sides"><legend class="sr">{strings.PAPER_SIDE}</legend>{radios}</fieldset></li>'


def _keeping() -> str:
    """The file, the browser's own memory, and beginning again."""
    return (
        f'<section class="keeping" aria-labelledby="keeping-title"><h3 id="keeping-title">{strings.KEEPING}</h3>'
        f'<p class="files"><button type="button" class="save quiet" hidden>{strings.SAVE}</button>'
        f'<span class="file"><label for="open-file">{strings.OPEN_FILE}</label>'
        f'<input type="file" id="open-file" accept=".json,application/json"></span></p>'
        f'<p class="trouble" id="file-trouble" hidden></p><div class="asks" id="ask-open" hidden></div>'
        f'<p class="remember"><label><input type="checkbox" id="remember" aria-describedby="kept"> {strings.REMEMBER}'
        f'</label></p><p class="kept" id="kept">{strings.KEPT["off"]}</p>'
        f'<p><button type="button" class="again quiet" aria-expanded="false" hidden>{strings.RESTART}</button></p>'
        f'<div class="asks" id="ask-restart" hidden></div></section>'
    )

"""Gradio's HTML document made ours: Danish, without foreign addresses, under a strict policy."""

from __future__ import annotations

import json
import re
from html import escape

from ui import strings

_META = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*?/?>\s*', re.DOTALL)
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>\s*')
_HTML_LANG = re.compile(r'(<html\b[^>]*?\blang=")[^"]*(")', re.DOTALL)
_BASE = re.compile(r"<base\b[^>]*>")
_TITLE = re.compile(r"<title>.*?</title>\s*", re.DOTALL)
_SCRIPT = re.compile(r"<script\b")
_SITE = re.compile(r"[\w.:/*+\[\]-]+|'self'")


def rewrite(html: str, nonce: str, root: str, version: str, panel: str = "") -> str:
    """The document to serve under ``root`` ('' or '/sub-path'); ``version`` names our files' content.

    ``panel`` is the panel beside the chat, which page.js puts in its place.

    The base is absolute, so that '/sub-path' without a last slash finds its files too.
    """
    base = escape(root.rstrip("/"))
    html = _HTML_LANG.sub(r"\g<1>da\g<2>", html, count=1)
    for unwanted in (_META, _MANIFEST, _TITLE):
        html = unwanted.sub("", html)
    html = _BASE.sub(f'<base href="{base}/">', html, count=1)
    head = (
        f"<title>{strings.TITLE}</title>"
        '<meta name="color-scheme" content="light dark">'
        '<meta name="robots" content="noindex">'
        f'<meta name="description" content="{escape(strings.PURPOSE)}">'
        f'<link rel="icon" type="image/svg+xml" href="{base}/page/icon.svg?v={version}">'
        f'<link rel="stylesheet" href="{base}/page/page.css?v={version}">'
        f'<script type="application/json" id="page-words">{_json(strings.SCRIPT | strings.GUIDE_SCRIPT)}</script>'
        f'<script type="module" src="{base}/page/page.js?v={version}"></script>'
    )
    body = f'<p id="status" role="status" aria-live="polite"></p><noscript><p>{strings.NO_SCRIPT}</p></noscript>{panel}'
    html = html.replace("</head>", f"{head}</head>", 1)
    html = re.sub(r"(<body\b[^>]*>)", lambda match: match.group(1) + body, html, count=1)
    return _SCRIPT.sub(f'<script nonce="{nonce}"', html)


def policy(nonce: str, frame_ancestors: str) -> str:
    """The Content-Security-Policy. Gradio sets styles on elements, hence 'unsafe-inline' for styles alone."""
    sites = " ".join(site for site in frame_ancestors.split() if _SITE.fullmatch(site))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            f"frame-ancestors {sites or chr(39) + 'none' + chr(39)}",
        )
    )


def _json(value: object) -> str:
    """JSON that cannot close the script element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")

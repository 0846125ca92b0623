"""One self-contained page: folium's map, our scripts inline, and a policy that names them.

A Content-Security-Policy lists each script and style by its hash: nothing else runs, nothing is
fetched. What the records say travels as JSON and becomes text nodes.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from geodata.resources import RESOURCES


def html_of(told: Mapping[str, Any]) -> str:
    """The page of what is told: `title`, `what`, `bounds` in degrees, and more for page.js.

    folium renders the bare map alone: it takes every text it is given for a Jinja template, so
    what the records say is put in afterwards.
    """
    import folium

    (south, west), (north, east) = told["bounds"]
    page = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        prefer_canvas=True,
        attributionControl=False,
    )
    page.default_js = []
    page.default_css = []
    bare = str(page.get_root().render())
    style = _inlined("leaflet/leaflet.css") + _inlined("page/page.css")
    head = f"<style>{style}</style>\n<script>{_inlined('leaflet/leaflet.js')}</script>\n</head>"
    data = f'<script type="application/json" id="things">{_as_data(told)}</script>\n</body>'
    code = _inlined("page/page.js").replace("MAP", page.get_name())
    drawing = f"<script>{code}</script>\n</html>"
    parts = (("</head>", head), ("</body>", data), ("</html>", drawing))
    title = _as_text(f"{told['title']} {told['what']}")
    return _sealed(_filled(bare, parts), title)


def _filled(bare: str, parts: Sequence[tuple[str, str]]) -> str:
    """The bare page with each part in place of its closing tag, the last one there."""
    done = []
    for tag, part in reversed(parts):
        bare, _, after = bare.rpartition(tag)
        done.append(part + after)
    return "".join([bare, *reversed(done)])


def _sealed(html: str, title: str) -> str:
    """The page with its policy: what stands in it now runs, and nothing else ever."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{title}</title>'
    )
    return html.replace("<head>", head, 1)


def _hashes(texts: Sequence[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)


def _inlined(name: str) -> str:
    """One of our files, without what would send a browser elsewhere."""
    text = (RESOURCES / name).read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S*", "", text)
    text = text.replace("https://leafletjs.com", "leafletjs.com")
    if name.endswith(".css"):
        text = re.sub(r"/\*.*?\*/|[\w-]+:\s*url\([^)]*\);?", "", text, flags=re.DOTALL)
    return text


def _as_data(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def _as_text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

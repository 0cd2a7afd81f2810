"""How does a chart reach a web page so that it can be read by eye, by ear and under a strict content policy?

Vega-Lite is drawn on the server to SVG: no script runs in the browser. The drawing becomes one image with a title and a
description; its parts are hidden from screen readers, because the table beside it says the same in full. A drawing
whose parts are links is a group instead: each link says what it is, and what is drawn around it is hidden.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

FONT = "Arial, sans-serif"
INK = "#0b0c0c"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def draw(chart: Any, key: str, title: str, description: str) -> str:
    """Draw an Altair chart in the house's style, as :func:`render` does."""
    import altair as alt

    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    styled = (
        chart.configure(font=FONT, background="transparent", padding=4, autosize=alt.AutoSizeParams(type="fit"))
        .configure_axis(labelFontSize=13, labelColor=INK)
        .configure_view(stroke=None)
    )
    return render(styled.to_dict(), vegalite_version=version, key=key, title=title, description=description)


def render(spec: dict[str, Any], *, vegalite_version: str, key: str, title: str, description: str) -> str:
    """Draw a Vega-Lite specification as an accessible, self-contained ``<svg>`` element.

    Parameters
    ----------
    spec
        The specification, with its data inside it.
    vegalite_version
        Such as ``"6.1"``.
    key
        Starts the ids of title and description: different for each chart on a page.
    title, description
        What the chart shows, and what it says, in words.
    """
    import vl_convert

    drawing = vl_convert.vegalite_to_svg(drawable(spec), vl_version=vegalite_version)
    return accessible(drawing, key, title, description)


def drawable(value: Any) -> Any:
    """Replace, in all words of a specification, the signs that no drawing can hold: the renderer would end the process.

    Examples
    --------
    >>> drawable({"data": ["a\x0bb", 2]})
    {'data': ['a�b', 2]}
    """
    if isinstance(value, str):
        return _NO_XML.sub("\ufffd", value)
    if isinstance(value, dict):
        return {drawable(name): drawable(each) for name, each in value.items()}
    return [drawable(each) for each in value] if isinstance(value, list | tuple) else value


def accessible(drawing: str, key: str, title: str, description: str) -> str:
    """Name a drawing, hide its parts from screen readers and let the page decide its width.

    Examples
    --------
    >>> drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" viewBox="0 0 8 4"><g role="x"/></svg>'
    >>> accessible(drawing, "k", "T", "D")  # doctest: +NORMALIZE_WHITESPACE
    '<svg viewBox="0 0 8 4" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="k-title k-description"><title
    id="k-title">T</title><desc id="k-description">D</desc><g aria-hidden="true" /></svg>'
    """
    root = _bare(drawing)
    for part in root:
        part.set("aria-hidden", "true")
    return _named(root, "img", key, title, description)


def linked(drawing: str, key: str, title: str, description: str) -> str:
    """Name a drawing whose links can be followed and are read aloud; a link's own ``aria-label`` is kept.

    Examples
    --------
    >>> drawing = '<svg viewBox="0 0 8 4"><path/><a href="?x" aria-label="X"/></svg>'
    >>> linked(drawing, "k", "T", "D")  # doctest: +NORMALIZE_WHITESPACE
    '<svg viewBox="0 0 8 4" xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="k-title
    k-description"><title id="k-title">T</title><desc id="k-description">D</desc><path aria-hidden="true" /><a
    href="?x" aria-label="X" /></svg>'
    """
    root = _bare(drawing, keep=("aria-label",))
    for part in root:
        if part.tag != "a":
            part.set("aria-hidden", "true")
    return _named(root, "group", key, title, description)


def _bare(drawing: str, keep: tuple[str, ...] = ()) -> ET.Element:
    """Read a drawing without its namespace, its size, what a content policy stops and signs that XML does not know."""
    root = ET.fromstring(drawable(drawing))  # noqa: S314 (drawn by our own renderer, never uploaded)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [n for n in element.attrib if n == "role" or n.startswith("aria-") or n == "style"]:
            if name not in keep:
                del element.attrib[name]
    for name in ("width", "height", "class", "version"):
        root.attrib.pop(name, None)
    return root


def _named(root: ET.Element, role: str, key: str, title: str, description: str) -> str:
    root.attrib |= {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": role,
        "aria-labelledby": f"{key}-title {key}-description",
    }
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        naming = ET.Element(tag, {"id": f"{key}-{'title' if tag == 'title' else 'description'}"})
        naming.text = drawable(words)
        root.insert(place, naming)
    return ET.tostring(root, encoding="unicode")

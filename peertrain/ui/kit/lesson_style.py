"""How lessons look: the style sheet of their HTML in the present colours and text size."""

from string import Template

from peertrain.ui.kit.theme import px, tokens

BODY = 18
"""Height of the type of lessons in pixels at a text size of 100 %."""

_SHEET = Template("""
body { color: $ink; }
p, li, dd, dt { line-height: 120%; }
p { margin-top: 0; margin-bottom: ${gap}px; }
li { margin-bottom: ${small}px; }
h1 { font-size: ${h1}px; font-weight: 600; margin-top: ${small}px; margin-bottom: ${gap}px; }
h2 { font-size: ${h2}px; font-weight: 600; margin-top: ${wide}px; margin-bottom: ${small}px; }
h3 { font-size: ${h3}px; font-weight: 600; margin-top: ${gap}px; margin-bottom: ${small}px; }
a { color: $pine; }
blockquote { color: $soft; font-style: italic; margin-left: ${wide}px; }
img { max-width: 100%; }
code, pre { background-color: $paper; }
table { border-collapse: collapse; margin-top: ${small}px; margin-bottom: ${gap}px; border-color: $line; }
th { background-color: $paper; font-weight: 600; padding: ${small}px; border: 1px solid $line; }
td { padding: ${small}px; border: 1px solid $line; }
$pulls
""")

_PULL = Template("""
table.pull-$name { border: none; background-color: $ground; margin-top: ${gap}px; margin-bottom: ${gap}px; }
table.pull-$name td {
    background-color: $ground; border: none; border-left: ${edge}px solid $edge_colour; padding: ${gap}px;
}
table.pull-$name strong { color: $edge_colour; }
""")

_PULLS = {"remember": "pine", "try": "sky", "words": "soft", "care": "sun"}


def lesson_style() -> str:
    """Return the style sheet; call it again after a change of colours or text size."""
    wear = tokens()
    pulls = "".join(
        _PULL.substitute(
            name=name,
            ground=getattr(wear, f"{tone}_ground", wear.paper),
            edge_colour=getattr(wear, tone),
            edge=px(5),
            gap=px(14),
        )
        for name, tone in _PULLS.items()
    )
    sizes = {"h1": px(28), "h2": px(23), "h3": px(20), "gap": px(14), "small": px(7), "wide": px(26)}
    return _SHEET.substitute(
        sizes, ink=wear.ink, soft=wear.soft, pine=wear.pine, paper=wear.paper, line=wear.line, pulls=pulls
    )

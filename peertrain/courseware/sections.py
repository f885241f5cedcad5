"""A lesson in sections, each with the heading it stands under, as they are searched."""

from collections.abc import Iterator, Sequence

from peertrain.courseware.compiled import Heading


def sections(headings: Sequence[Heading], plain_text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each heading and the text below it; what stands before the first has "" for a heading."""
    left = [heading.text for heading in headings]
    heading, below = "", list[str]()
    for paragraph in plain_text.split("\n\n"):
        if left and paragraph == left[0]:
            if heading or below:
                yield heading, "\n\n".join(below)
            heading, below = left.pop(0), []
        elif paragraph:
            below.append(paragraph)
    if heading or below:
        yield heading, "\n\n".join(below)

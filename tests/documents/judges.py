"""Independent programs and libraries that read what we write."""

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import pdfa

_BEYOND_THE_CHECKER = (
    "conformance is 'A', expected 'B'",  # it knows the B levels only, and A asks for all that B asks
    "pdfaExtension",
    "pdfaSchema",
    "pdfaProperty",
    "pdfuaid:part",  # it does not read extension schemas, which are how PDF/UA is declared in a PDF/A
)


def output_of(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def archival_faults(pdf: bytes) -> list[str]:
    """Return what pikepdf's PDF/A-3b checker holds against the file, as far as it can know."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        report = pdfa.check(opened, "3b")
    return [
        finding.message
        for finding in report.findings
        if finding.kind != "unsupported" and not any(known in finding.message for known in _BEYOND_THE_CHECKER)
    ]


def pictures_of(pdf: bytes) -> dict[str, list[float]]:
    """Return the text alternative of every figure, with the box it stands in."""
    found: dict[str, list[float]] = {}

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == "/Figure":
            found[str(element["/Alt"])] = [float(edge) for edge in element["/A"]["/BBox"]]
        for kid in element["/K"]:
            if "/S" in kid:
                walk(kid)

    with pikepdf.open(BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K[0])
    return found

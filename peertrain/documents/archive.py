"""From drawn pages to a tagged, archival PDF (PDF/A-3a in form, PDF/UA-1 in tags), by the same bytes every time."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from peertrain.documents.sheet import Drawn, Element


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF, stored as it is, never compressed."""

    name: str
    media_type: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What the PDF says about itself; `on` stands for the time of making, so that no clock is read."""

    title: str
    author: str
    language: str
    on: date


def archived(
    drawn: Drawn, about: About, *, attachment: Attachment | None = None, catalog_extra: dict[str, bytes] | None = None
) -> bytes:
    """Return the finished file. `catalog_extra` puts byte strings, written in hex, into the catalog."""
    writer = PdfWriter(clone_from=BytesIO(drawn.pdf))
    writer.pdf_header = "%PDF-1.7"
    catalog = writer.root_object
    for page in writer.pages:
        page.pop("/Trans", None)
    if attachment is not None:
        _attach(writer, attachment)
    _tag(writer, drawn)
    _describe(writer, about)
    _update(catalog, {"/OutputIntents": [_output_intent(writer)]})
    _update(catalog, dict(catalog_extra or {}))
    identity = ByteStringObject(hashlib.sha256(drawn.pdf + (attachment.content if attachment else b"")).digest()[:16])
    writer._ID = ArrayObject((identity, identity))
    finished = BytesIO()
    writer.write(finished)
    return finished.getvalue()


# Plain Python to PDF objects


def _pdf(value: Any) -> PdfObject:
    """Return `value` as a PDF object; text that starts with "/" is a name."""
    made: PdfObject
    match value:
        case PdfObject():
            made = value
        case bool():
            made = BooleanObject(value)
        case dict():
            made = DictionaryObject({NameObject(name): _pdf(item) for name, item in value.items()})
        case list():
            made = ArrayObject(_pdf(item) for item in value)
        case bytes():
            made = ByteStringObject(value)
        case str():
            made = NameObject(value) if value.startswith("/") else TextStringObject(value)
        case int():
            made = NumberObject(value)
        case _:
            made = FloatObject(f"{value:.3f}")
    return made


def _update(into: DictionaryObject, values: dict[str, Any]) -> None:
    for name, value in values.items():
        into[NameObject(name)] = _pdf(value)


def _add(writer: PdfWriter, values: dict[str, Any], content: bytes | None = None) -> IndirectObject:
    made = DictionaryObject() if content is None else StreamObject()
    if isinstance(made, StreamObject):
        made.set_data(content or b"")
    _update(made, values)
    return writer._add_object(made)


# Structure


def _tag(writer: PdfWriter, drawn: Drawn) -> None:
    root = _add(writer, {"/Type": "/StructTreeRoot"})
    owners: dict[tuple[int, int], IndirectObject] = {}
    document = _add_element(writer, drawn.structure, root, owners)
    by_page: list[Any] = []
    for page, count in enumerate(drawn.content_counts):
        _update(writer.pages[page], {"/StructParents": page, "/Tabs": "/S"})
        by_page += [page, writer._add_object(ArrayObject(owners[page, number] for number in range(count)))]
    tree = _dictionary(root)
    _update(tree, {"/K": [document], "/ParentTree": {"/Nums": by_page}, "/ParentTreeNextKey": len(by_page) // 2})
    _update(writer.root_object, {"/StructTreeRoot": root, "/MarkInfo": {"/Marked": True}})


def _add_element(
    writer: PdfWriter, element: Element, parent: IndirectObject, owners: dict[tuple[int, int], IndirectObject]
) -> IndirectObject:
    made = _add(writer, {"/Type": "/StructElem", "/S": f"/{element.role}", "/P": parent})
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_add_element(writer, kid, made, owners))
        else:
            page, number = kid
            owners[kid] = made
            kids.append({"/Type": "/MCR", "/Pg": _page(writer, page), "/MCID": number})
    values: dict[str, Any] = {"/K": kids}
    if element.alt:
        values["/Alt"] = TextStringObject(element.alt)
    if element.scope:
        values["/A"] = {"/O": "/Table", "/Scope": f"/{element.scope}"}
    if element.box:
        values["/A"] = {"/O": "/Layout", "/Placement": "/Block", "/BBox": [float(edge) for edge in element.box]}
    _update(_dictionary(made), values)
    return made


def _page(writer: PdfWriter, number: int) -> IndirectObject:
    reference = writer.pages[number].indirect_reference
    if reference is None:
        raise TypeError("a cloned page is an object of its own")
    return reference


def _dictionary(reference: IndirectObject) -> DictionaryObject:
    found = reference.get_object()
    if not isinstance(found, DictionaryObject):
        raise TypeError("it was added as a dictionary a moment ago")
    return found


# What the file says about itself


def _describe(writer: PdfWriter, about: About) -> None:
    made_on = f"D:{about.on:%Y%m%d}000000+00'00'"
    writer.metadata = {
        "/Title": about.title,
        "/Author": about.author,
        "/Producer": "PeerTrain",
        "/CreationDate": made_on,
        "/ModDate": made_on,
    }
    metadata = _add(writer, {"/Type": "/Metadata", "/Subtype": "/XML"}, _xmp(about).encode())
    _update(
        writer.root_object,
        {
            "/Metadata": metadata,
            "/Lang": TextStringObject(about.language),
            "/ViewerPreferences": {"/DisplayDocTitle": True},
        },
    )


def _attach(writer: PdfWriter, attachment: Attachment) -> None:
    content = _add(
        writer,
        {
            "/Type": "/EmbeddedFile",
            "/Subtype": f"/{attachment.media_type}",
            "/Params": {"/Size": len(attachment.content)},
        },
        attachment.content,
    )
    file = _add(
        writer,
        {
            "/Type": "/Filespec",
            "/F": attachment.name,
            "/UF": attachment.name,
            "/Desc": attachment.description,
            "/AFRelationship": "/Data",
            "/EF": {"/F": content, "/UF": content},
        },
    )
    _update(
        writer.root_object,
        {"/AF": [file], "/Names": {"/EmbeddedFiles": {"/Names": [TextStringObject(attachment.name), file]}}},
    )


def _output_intent(writer: PdfWriter) -> dict[str, Any]:
    profile = _add(writer, {"/N": 3}, _srgb())
    return {
        "/Type": "/OutputIntent",
        "/S": "/GTS_PDFA1",
        "/OutputConditionIdentifier": "sRGB",
        "/Info": "sRGB",
        "/DestOutputProfile": profile,
    }


@cache
def _srgb() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The maker stamps the profile with the time of day (ICC header, bytes 24 to 35) and may hash it (84 to 99).
    profile[24:36] = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
    profile[84:100] = bytes(16)
    return bytes(profile)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made_on}</xmp:CreateDate><xmp:ModifyDate>{made_on}</xmp:ModifyDate>
<pdf:Producer>PeerTrain</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _xmp(about: About) -> str:
    return _XMP.format(
        title=escape(about.title),
        author=escape(about.author),
        language=escape(about.language),
        made_on=f"{about.on:%Y-%m-%d}T00:00:00+00:00",
    )

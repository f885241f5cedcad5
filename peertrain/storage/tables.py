"""The tables: the entries as they were signed, what they say is so, and what belongs to this computer alone."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

from peertrain.domain.certification import Certificate, CertificateNumber
from peertrain.domain.competencies import Rating, SelfRating
from peertrain.domain.curriculum import Course
from peertrain.domain.exams import ExamResult
from peertrain.domain.history import Note
from peertrain.domain.hours import Hours, Meeting
from peertrain.domain.learning import Done, MoreAttempts, Session
from peertrain.domain.organisation import OrganisationLogo
from peertrain.domain.people import Attestation, Key, Organisation, Person
from peertrain.domain.programmes import AdoptedProgramme
from peertrain.storage.columns import Moment, table_of

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("key_id", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("person_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("effective", Moment, nullable=False),
    Column("height", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("ix_entries_chain", "scope", "key_id", "seq", "id", "person_id", "status"),  # all that chains ask for
    Index("ix_entries_effective_height_id", "effective", "height", "id"),
    Index("ix_entries_status", "status"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("size", Integer, primary_key=True),
    Column("peaks", LargeBinary, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

courses = Table(
    "installed_courses",
    metadata,
    Column("digest", String, primary_key=True),
    Column("course_id", String, nullable=False),
    Column("version", String, nullable=False),
    Column("about", String, nullable=False),
)

course_parts = Table(
    "installed_course_parts",
    metadata,
    Column("digest", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

desk = Table(
    "desk",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("slot", String, primary_key=True),
    Column("shelf", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_desk_person_id_shelf", "person_id", "shelf"),
)

taken_packets = Table(
    "taken_packets",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", String, nullable=False),
    Column("from_id", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("name", String, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("already_here", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Index("ix_taken_packets_person_id_at", "person_id", "at"),
)

sent_packets = Table(
    "sent_packets",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("to_id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reach", String, nullable=False),
)

partner_keys = Table(
    "partner_keys",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("key_id", String, primary_key=True),
    Column("taken", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("reach", String, nullable=False),
)

met_heads = Table(
    "met_heads",
    metadata,
    Column("chain", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("entry_id", String, nullable=False),
)

settings = Table(
    "settings", metadata, Column("name", String, primary_key=True), Column("content", String, nullable=False)
)

touched = Table(
    "touched",
    metadata,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("read", String, nullable=False),
    Column("written", String, nullable=False),
)
"""Until when, in the common order, entries have read and written each value of the picture, or looked for it in vain."""

values = {
    Organisation: table_of(Organisation, "organisations", metadata),
    OrganisationLogo: table_of(OrganisationLogo, "organisation_logos", metadata),
    Person: table_of(Person, "people", metadata, [("preferred_name",)]),
    Key: table_of(Key, "keys", metadata, [("person_id",)]),
    Attestation: table_of(Attestation, "attestations", metadata, [("subject_id",)]),
    Course: table_of(Course, "courses", metadata),
    Done: table_of(Done, "done", metadata, [("trainee_id", "course_id")]),
    MoreAttempts: table_of(MoreAttempts, "more_attempts", metadata, [("trainee_id",)]),
    Session: table_of(Session, "sessions", metadata, [("on",)]),
    Hours: table_of(
        Hours, "hours", metadata, [("trainee_id", "on"), ("supervisor_id", "state", "submitted_at"), ("state",)]
    ),
    Meeting: table_of(Meeting, "meetings", metadata, [("supervisor_id", "on")]),
    Rating: table_of(Rating, "ratings", metadata, [("trainee_id", "competency_id")]),
    SelfRating: table_of(SelfRating, "self_ratings", metadata, [("trainee_id",)]),
    AdoptedProgramme: table_of(AdoptedProgramme, "programmes", metadata),
    ExamResult: table_of(ExamResult, "exam_results", metadata, [("person_id",)]),
    Certificate: table_of(Certificate, "certificates", metadata, [("person_id",), ("number",)]),
    CertificateNumber: table_of(CertificateNumber, "certificate_numbers", metadata),
    Note: table_of(Note, "notes", metadata, [("about_entry",)]),
}
"""The table of each type of value in the picture."""

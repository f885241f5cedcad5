"""An author's key is of use to nobody without its passphrase, and says whose it is."""

import json
from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.record.author_keys import author_name, make_author_key, open_author_key
from peertrain.record.passphrases import LOWEST_COST

PASSPHRASE = "correct wooden spoon lantern"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of a key."""
    path = tmp_path / "data" / "author.json"
    make_author_key(path, name="Maria Example", passphrase=PASSPHRASE, cost=LOWEST_COST)
    return path


def test_the_key_comes_back_with_the_passphrase_only(kept: Path) -> None:
    key = open_author_key(kept, PASSPHRASE)
    assert (key.name, author_name(kept)) == ("Maria Example", "Maria Example")
    assert key.public == open_author_key(kept, PASSPHRASE).public
    assert key.signing.private_bytes_raw().hex() not in kept.read_text(encoding="utf-8")
    with pytest.raises(Refused, match="passphrase of the author's key is not right"):
        open_author_key(kept, "correct wooden spoon lanterns")


def test_before_the_first_time_there_is_nobody(tmp_path: Path) -> None:
    assert author_name(tmp_path / "author.json") == ""


@pytest.mark.parametrize("field", ["name", "key"])
def test_nobody_puts_another_name_or_key_into_the_file(kept: Path, field: str) -> None:
    said = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps(said | {field: "00" * 32}), encoding="utf-8")
    with pytest.raises(Refused, match="not right"):
        open_author_key(kept, PASSPHRASE)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"memory": "a"}', "not JSON"])
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "author.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"author\.json is damaged"):
        author_name(tmp_path / "author.json")


@pytest.mark.parametrize("name", ["", "a" * 101, "two\nlines", "turned \u202e round", " blank "])
def test_a_name_is_one_line_that_can_be_seen(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="name under which you publish"):
        make_author_key(tmp_path / "author.json", name=name, passphrase=PASSPHRASE, cost=LOWEST_COST)


def test_a_weak_passphrase_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="easy to guess"):
        make_author_key(tmp_path / "a.json", name="Maria", passphrase="passwordpassword1", cost=LOWEST_COST)
    assert list(tmp_path.iterdir()) == []

"""What is preferred on a computer, and by whom."""

from pathlib import Path

import pytest

from peertrain.ui.kit.preferences import Preferences, Settings
from peertrain.ui.kit.theme import Scheme


def test_colours_and_text_size_belong_to_whoever_is_in_and_the_entrance_keeps_the_last(tmp_path: Path) -> None:
    preferences = Preferences.in_folder(tmp_path)
    preferences.change(text_size=125)
    preferences.enter("bao")
    assert preferences.settings.text_size == 125, "chosen before there were several people"
    preferences.change(scheme=Scheme.DARK, text_size=200)
    preferences.leave()
    preferences = Preferences.in_folder(tmp_path)
    assert (preferences.settings.scheme, preferences.settings.text_size) == (Scheme.DARK, 200)
    preferences.enter("dana")
    assert (preferences.settings.scheme, preferences.settings.text_size) == (Scheme.SYSTEM, 100)
    preferences.change(idle_minutes=5)
    preferences.leave()
    preferences.enter("bao")
    assert (preferences.settings.scheme, preferences.settings.text_size) == (Scheme.DARK, 200)
    assert preferences.settings.idle_minutes == 5, "that is the computer's"
    assert [file.name for file in tmp_path.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize("looks", ['"dark"', '{"bao": 7}', '{"bao": {"scheme": "purple", "text_size": "big"}}'])
def test_damaged_looks_are_the_defaults(tmp_path: Path, looks: str) -> None:
    (tmp_path / "preferences.json").write_text(f'{{"looks": {looks}}}', encoding="utf-8")
    preferences = Preferences.in_folder(tmp_path)
    preferences.enter("bao")
    assert preferences.settings == Settings()

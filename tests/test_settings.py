"""Settings on disk, and where things lie."""

import json

import pytest

from tearsheet import places
from tearsheet.errors import BadSetting
from tearsheet.settings import Settings, load, save


def test_what_is_saved_comes_back(tmp_path):
    kept = Settings(theme="dark", text_size=21, splitter=(1, 2, 3), last_article="uid")
    save(tmp_path / "new" / "settings.json", kept)
    assert load(tmp_path / "new" / "settings.json") == kept


def test_no_file_gives_the_defaults(tmp_path):
    assert load(tmp_path / "none.json") == Settings()


def test_an_entry_of_a_wrong_type_or_unknown_is_passed_over(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": 3, "text_size": True, "later": 1, "measure": 700}))
    assert load(file) == Settings(measure=700)


@pytest.mark.parametrize("said", ["{", "[]", '"x"'])
def test_a_broken_file_is_said_and_named(tmp_path, said):
    file = tmp_path / "settings.json"
    file.write_text(said)
    with pytest.raises(BadSetting) as refused:
        load(file)
    assert str(file) in refused.value.sentence
    assert BadSetting.advice in refused.value.sentence


def test_the_option_goes_before_the_environment_and_that_before_the_home(
    home, tmp_path, monkeypatch
):
    assert places.library_folder().is_relative_to(home)
    monkeypatch.setenv("TEARSHEET_LIBRARY", str(tmp_path / "named"))
    assert places.library_folder() == tmp_path / "named"
    assert places.library_folder(tmp_path / "chosen") == tmp_path / "chosen"


def test_what_is_shipped_is_found_and_what_is_not_is_said():
    assert places.resource("theme.json").is_file()
    with pytest.raises(FileNotFoundError):
        places.resource("no/such.svg")

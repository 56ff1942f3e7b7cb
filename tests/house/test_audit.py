"""A known hole in a package fails `make check`; a list that is not reached does not."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from tests import audit

SOUND = {"name": "sound", "version": "1.0", "vulns": []}
BROKEN = {
    "name": "broken",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}],
}
UNKNOWN = {"name": "unknown", "skip_reason": "not there"}


@pytest.fixture
def says(monkeypatch):
    def say(words):
        ran = SimpleNamespace(stdout=words)
        monkeypatch.setattr(subprocess, "run", lambda *_args, **_words: ran)

    return say


def test_a_hole_fails_and_names_the_version_that_mends_it(says):
    says(json.dumps({"dependencies": [SOUND, BROKEN]}))
    with pytest.raises(SystemExit, match=r"broken 1\.0: PYSEC-1, mended in 1\.1"):
        audit.main()


def test_what_could_not_be_looked_up_is_said(says, capsys):
    says(json.dumps({"dependencies": [SOUND, UNKNOWN]}))
    audit.main()
    assert capsys.readouterr().out == (
        "Known holes: 0 in 1 packages that were looked up.\n"
        "1 more the list does not know; nobody looked them up.\n"
    )


def test_a_list_that_is_not_reached_is_said_and_fails_nothing(says, capsys):
    says("")
    audit.main()
    assert "was not reached" in capsys.readouterr().out

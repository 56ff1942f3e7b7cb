import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "SECRET_KEY": "x" * 60,
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMTI=",
    "SITE_URL": "https://clinic.example",
    "ALLOWED_HOSTS": "clinic.example",
}


@pytest.mark.parametrize("name", GIVEN)
def test_without_a_secret_or_an_address_it_refuses_and_says_what_to_set(name, tmp_path):
    env = {**GIVEN, "PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), name: ""}
    command = [sys.executable, "manage.py", "check"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert ran.returncode != 0
    assert f"{name} is not set. Set it in the environment" in ran.stderr

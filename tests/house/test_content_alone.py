import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_content_pages_stand_without_booking_desk_and_site():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.house.content_alone"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    answers = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len(answers) == 11
    assert all(answer.startswith("200 ") for answer in answers), done.stdout

"""`make check`: has a package that the site is made of a hole that is publicly known?

What is found fails. Where the list of known holes cannot be reached, that is said, and nothing
fails: a clinic's developer works without a network too.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 90


def main():
    command = [sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt"]
    command += ["--require-hashes", "--disable-pip", "--timeout", "5", "--format", "json"]
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
        packages = json.loads(ran.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        sys.stdout.write("The list of known holes was not reached: no package was looked up.\n")
        return
    holes, unknown = found_in(packages)
    looked_up = len(packages) - unknown
    sys.stdout.write(f"Known holes: {len(holes)} in {looked_up} packages that were looked up.\n")
    if unknown:
        sys.stdout.write(f"{unknown} more the list does not know; nobody looked them up.\n")
    if holes:
        sys.exit("\n".join(holes))


def found_in(packages):
    """(what is known of them, in words; how many nobody could say anything of)"""
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in "
        f"{', '.join(hole['fix_versions']) or 'no version yet'}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    return holes, sum("skip_reason" in package for package in packages)


if __name__ == "__main__":
    main()

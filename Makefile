# Needs only python3 (3.11 or newer) and the package registry. `make run` is the whole site.

PYTHON ?= python3
PY := .venv/bin/python

help:
	@echo "make run    the whole site on http://127.0.0.1:8000/ (PORT, HOST, WORKERS, VAR_DIR, DATABASE_URL ...)"
	@echo "make test   the whole suite, on SQLite or on what DATABASE_URL names (ARGS='-k office')"
	@echo "make check  lint, format, known holes in packages, deployment settings, migrations"
	@echo "make bench  reading and storing beside bare functions, search, pages with many requests (BENCH_REQUESTS=10000,200000)"
	@echo "make dev    the site with auto-reload, for people who change it"

run: site-packages
	@exec $(PY) -m clinic_site.start

dev: site-packages
	@exec $(PY) -m clinic_site.start --dev

# A worker takes a whole file, so that its sites start once; tests/conftest.py puts long files first.
test: test-packages
	@exec $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: test-packages
	@exec $(PY) -m tests.bench

# As on a server: an https address, a long key, nothing taken from var/.
check: export SITE_URL = https://clinic.example
check: export ALLOWED_HOSTS = clinic.example
check: export DATABASE_URL = sqlite://:memory:
check: export VAR_DIR = .venv/none
check: export FIELD_KEYS = bm90LWEta2V5LW5vdC1hLWtleS1ub3QtYS1rZXktMTI=
check: export DEBUG = 0
check: test-packages
	$(PY) -m ruff check --no-cache .
	$(PY) -m ruff format --no-cache --check .
	find templates procedures -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml clinic_site procedures
	$(PY) -m tests.audit
	SECRET_KEY=$(random_key) $(PY) manage.py check --deploy --fail-level WARNING
	SECRET_KEY=$(random_key) $(PY) manage.py makemigrations --check --dry-run

random_key = "$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"

site-packages:
	@$(call install,site,requirements.txt)

test-packages:
	@$(call install,tests,tests/requirements.txt)

# A receipt in .venv says for which Python and which pins it was filled. It is written last, so an
# install that was cut short counts for nothing; what does not match is built from scratch. The test
# packages include the site's own (-r), so one environment serves both.
minor = import sys; print("%d.%d" % sys.version_info[:2])
receipt = $$("$(PYTHON)" -c '$(minor)') $$(cat $(1) | cksum)
site_receipt = $(call receipt,requirements.txt)
tests_receipt = $(call receipt,requirements.txt tests/requirements.txt)

define install
set -e; stop() { echo "$$*" >&2; exit 1; }; \
command -v "$(PYTHON)" >/dev/null || \
  stop "$(PYTHON) is not there: install Python 3.11 or newer, or name another: make PYTHON=python3.12"; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
  stop "This site needs Python 3.11 or newer, and $(PYTHON) is $$("$(PYTHON)" --version 2>&1); name another: make PYTHON=python3.12"; \
filled() { [ "$$(cat .venv/$$1.receipt 2>/dev/null)" = "$$2" ] && $(PY) -c '' 2>/dev/null; }; \
if filled $(1) "$($(1)_receipt)"; then exit 0; fi; \
if [ -e .venv/tests.receipt ] || ! filled site "$(site_receipt)"; then \
  echo "Building .venv with $$("$(PYTHON)" --version) ..."; \
  rm -rf .venv; \
  "$(PYTHON)" -m venv .venv || \
    stop "There is no virtual environment without Python's venv module (Debian: apt-get install python3-venv)."; \
fi; \
rm -f .venv/*.receipt; \
echo "Installing the packages of $(2) ..."; \
$(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $(2) || \
  stop "The packages of $(2) could not be installed: see above, then try again."; \
echo "$(site_receipt)" > .venv/site.receipt; \
if [ $(1) = tests ]; then echo "$(tests_receipt)" > .venv/tests.receipt; fi
endef

.PHONY: help run dev test bench check site-packages test-packages

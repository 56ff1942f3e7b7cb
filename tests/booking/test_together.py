"""Forms that come together are judged one by one and stored with one commit, each on its own."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.db import IntegrityError

from procedures.booking import together
from procedures.booking.together import one_form_at_a_time


class Patient(threading.Thread):
    """Judges a form and, if it is a good one, stores it."""

    def __init__(self, name, is_good=True):
        super().__init__(name=name, daemon=True)
        self.is_good, self.outcome = is_good, None

    def run(self):
        try:
            with one_form_at_a_time() as store:
                self.outcome = store([self.name]) or "stored" if self.is_good else "mistake"
        except IntegrityError:
            self.outcome = "refused"


@pytest.fixture(autouse=True)
def commits(monkeypatch):
    """What is stored, commit by commit; nothing is that has "bad" with it."""
    done = []

    def commit(requests):
        names = [name for inserts in requests for name in inserts]
        if "bad" in names:
            raise IntegrityError
        done.append(names)

    monkeypatch.setattr(together, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(together, "_commit", commit)
    return done


def come(*patients):
    """All while one is being judged."""
    with one_form_at_a_time():
        for many, patient in enumerate(patients, 1):
            patient.start()
            until(lambda many=many: len(together.behind) == many)
    for patient in patients:
        patient.join(5)
    return [patient.outcome for patient in patients]


def until(is_so):
    end = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_those_that_come_together_are_stored_with_one_commit(commits):
    assert come(*map(Patient, "abc")) == ["stored"] * 3
    assert list(map(sorted, commits)) == [["a", "b", "c"]]


def test_one_that_comes_alone_waits_for_nobody(commits):
    assert come(Patient("a")) == ["stored"]
    assert come(Patient("b")) == ["stored"]
    assert commits == [["a"], ["b"]]


def test_nobody_hears_that_it_is_stored_before_it_is(monkeypatch):
    patients, known = [Patient("a"), Patient("b")], []
    monkeypatch.setattr(
        together, "_commit", lambda requests: known.extend(each.outcome for each in patients)
    )
    assert come(*patients) == ["stored"] * 2
    assert known == [None, None]


def test_one_that_cannot_be_stored_takes_no_other_with_it(commits):
    assert come(Patient("a"), Patient("bad"), Patient("c")) == ["stored", "refused", "stored"]
    assert sorted(commits) == [["a"], ["c"]]


def test_a_mistake_in_one_form_keeps_nobody_waiting(commits):
    assert come(Patient("a"), Patient("b", is_good=False)) == ["stored", "mistake"]
    assert commits == [["a"]]


def test_a_form_that_cannot_be_judged_keeps_nobody_waiting(commits):
    with pytest.raises(ValueError), one_form_at_a_time():
        raise ValueError
    assert come(Patient("a")) == ["stored"]


def test_a_commit_holds_only_so_many(commits, monkeypatch):
    monkeypatch.setattr(together, "MOST", 2)
    assert come(*map(Patient, "abcde")) == ["stored"] * 5
    assert [len(names) for names in commits] == [2, 2, 1]


def test_a_server_of_databases_needs_no_queue_of_ours(commits, monkeypatch):
    monkeypatch.setattr(together, "connection", SimpleNamespace(vendor="postgresql"))
    with one_form_at_a_time() as store, one_form_at_a_time() as store_other:
        store(["a"])
        store_other(["b"])
    assert commits == [["a"], ["b"]]

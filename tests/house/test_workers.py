"""The processes of a server share its visitors and its processors, so that none idles while
another has more to do.
"""

import os
from types import SimpleNamespace

import pytest

from clinic_site import gunicorn, patient_worker
from clinic_site.patient_worker import GIVES_WAY, NOBODY, PLACES, PatientWorker


class Nobody:
    def accept(self):
        raise BlockingIOError


@pytest.fixture
def waited(monkeypatch):
    waited = []
    monkeypatch.setattr(patient_worker, "counts", [NOBODY] * PLACES)
    monkeypatch.setattr(patient_worker.time, "sleep", waited.append)
    return waited


def worker(connections):
    worker = PatientWorker.__new__(PatientWorker)
    worker.begins()
    worker.nr_conns = connections
    return worker


@pytest.mark.parametrize(("mine", "gives_way"), [(2, False), (3, False), (4, True)])
def test_who_has_more_to_do_lets_who_has_less_take_the_next_visitor(waited, mine, gives_way):
    worker(connections=3)
    worker(connections=mine).accept(Nobody())
    assert waited == [GIVES_WAY] * gives_way


def test_one_that_died_is_not_waited_for(waited):
    died = worker(connections=0)
    gunicorn.child_exit(None, died)
    worker(connections=4).accept(Nobody())
    assert waited == []


def test_each_is_counted_by_itself_however_many_began_and_died(waited):
    first = worker(connections=3)
    for _one in range(2 * PLACES):
        gunicorn.child_exit(None, worker(connections=1))
    assert (first.nr_conns, list(patient_worker.counts)) == (3, [3] + [NOBODY] * (PLACES - 1))
    crowd = [worker(connections=number) for number in range(PLACES + 1)]
    assert [each.nr_conns for each in (first, *crowd)] == [3, *range(PLACES + 1)]


def started(server, number):
    gunicorn.pre_fork(server, new := SimpleNamespace(begins=lambda: None))
    server.WORKERS[number] = new
    return new.processor


def test_each_takes_the_processor_that_fewest_others_have(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {2, 5}, raising=False)
    server = SimpleNamespace(WORKERS={}, num_workers=3)
    assert [started(server, number) for number in range(3)] == [2, 5, 2]
    del server.WORKERS[1]
    assert started(server, 3) == 5


def test_where_there_are_more_processors_than_workers_the_system_chooses(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1}, raising=False)
    assert started(SimpleNamespace(WORKERS={}, num_workers=1), 1) is None

"""Whatever is killed at whatever moment: what was acknowledged is there, once, and its messages
go out. CRASH_SECONDS=60 makes it longer.
"""

import os
import random
import signal
import socket
import sqlite3
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest

from tests.booking.crash import MailServer, Patient, Site, patients
from tests.server import own_database

SECONDS = int(os.environ.get("CRASH_SECONDS") or 10)
PATIENTS = 8


@pytest.fixture(scope="module")
def mail_server():
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def one_site(tmp_path_factory, mail_server):
    folder = tmp_path_factory.mktemp("crash")
    with own_database(folder) as url:
        site = Site(folder / "var", DATABASE_URL=url, EMAIL_URL=mail_server.url)
        site.start()
        change(url, "UPDATE procedures_office SET email = 'desk@example.com'")
        yield site
        if site.runs():
            site.stop()


@pytest.fixture
def site(one_site):
    if not one_site.runs():
        one_site.start()
    return one_site


def change(database_url, sql):
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
            database.execute(sql)
            database.commit()
    else:
        with psycopg.connect(database_url) as database:
            database.execute(sql)


def time_passes_for_leases(site):
    change(site.env["DATABASE_URL"], "UPDATE booking_message SET leased_until = NULL")


def test_whatever_is_killed_every_acknowledged_request_is_there_and_its_messages_go_out(
    site, mail_server
):
    acknowledged, faults, over = [], [], threading.Event()
    work = (site.address, acknowledged, faults, over.is_set)
    threads = [threading.Thread(target=patients, args=work) for _ in range(PATIENTS)]
    for thread in threads:
        thread.start()
    killed = kill_at_random(site)
    until(lambda: len(acknowledged) > 2 * PATIENTS)
    over.set()
    for thread in threads:
        thread.join(60)
    site.stop()
    time_passes_for_leases(site)
    site.manage("send_messages", "--once")

    assert faults == []
    stored = site.stored()
    references = Counter(reference for reference, _email, _messages in stored)
    emails = Counter(email for _reference, email, _messages in stored)
    assert set(acknowledged) <= {(reference, email) for reference, email, _messages in stored}
    assert set(references.values()) == set(emails.values()) == {1}
    for _reference, _email, messages in stored:
        assert messages == {"office": "sent", "receipt": "sent"}

    receipts, notices = defaultdict(set), set()
    for letter in mail_server.letters:
        if letter["To"] == "desk@example.com":
            notices.add(letter["Message-ID"])
        else:
            receipts[letter["To"]].add(letter["Message-ID"])
    assert {email: len(numbers) for email, numbers in receipts.items()} == dict(emails)
    assert len(notices) == len(stored)
    # only a sender that was killed between the mail server's yes and its note sends a copy
    assert len(mail_server.letters) - 2 * len(stored) <= killed["other"]


def kill_at_random(site):
    """Workers and the sender now and then, twice the server itself."""
    killed, begun = Counter(), time.monotonic()
    due = [begun + SECONDS / 3, begun + SECONDS * 2 / 3]
    while time.monotonic() < begun + SECONDS or not killed["server"] or killed["other"] < 3:
        time.sleep(random.uniform(0.3, 0.9))
        if due and time.monotonic() > due[0]:
            due.pop(0)
            site.kill_server()
            site.start()
            killed["server"] += 1
        elif children := list(site.children()):
            site.kill(random.choice(children))
            killed["other"] += 1
    return killed


def test_a_sender_that_is_killed_comes_back_and_never_outlives_the_server(site):
    first = until(site.sender)
    site.kill(first)
    (second,) = until(lambda: {site.sender()} - {first, None})
    site.kill_server()
    assert until(lambda: not site.sends(second))


def until(question):
    end = time.monotonic() + 60
    while not (answer := question()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


def test_several_senders_at_once_send_each_message_once(site, mail_server):
    if site.runs():
        site.stop()
    site.manage("shell", "--verbosity=0", "-c", RECEIVE_FORTY)
    senders = [site.run("manage.py", "send_messages", "--once") for _ in range(4)]
    assert [sender.wait(60) for sender in senders] == [0] * 4
    taken = Counter(letter["To"] for letter in mail_server.letters if "crowd" in letter["To"])
    assert taken == {f"crowd{number}@example.com": 1 for number in range(40)}


RECEIVE_FORTY = """
from tests.booking.factories import receive
for number in range(40):
    receive(email=f"crowd{number}@example.com", name=f"Crowd Number {number}")
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_sender_ends_soon_even_while_the_mail_server_does_not_answer(site, sign):
    if site.runs():
        site.stop()
    time_passes_for_leases(site)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        env = site.env | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        site.manage("shell", "--verbosity=0", "-c", RECEIVE_ONE)
        sender = site.run("manage.py", "send_messages", env=env)
        conversation, _address = silent.accept()
        sender.send_signal(sign)
        begun = time.monotonic()
        assert sender.wait(30) == 0
        assert time.monotonic() - begun < 10
        conversation.close()


RECEIVE_ONE = """
import secrets
from tests.booking.factories import receive
own = secrets.token_hex(16)
receive(submission=own, email=f"{own}@example.com", name=f"Slow {own}")
"""


def test_fifty_times_the_same_form_at_once_is_one_request(site):
    patient = Patient(site.address)
    patient.open_form()
    with ThreadPoolExecutor(50) as pool:
        references = list(pool.map(lambda _: patient.send(), range(50)))
    assert len(set(references)) == 1
    assert stored_for([patient], site) == references[:1]


def test_a_double_click_of_many_patients_at_once(site):
    everybody = [Patient(site.address) for _ in range(10)]
    for patient in everybody:
        patient.open_form()
    with ThreadPoolExecutor(20) as pool:
        references = list(pool.map(lambda patient: patient.send(), everybody * 2))
    assert references[:10] == references[10:] and len(set(references)) == 10
    assert sorted(stored_for(everybody, site)) == sorted(references[:10])


def stored_for(some, site):
    emails = {patient.email for patient in some}
    return [reference for reference, email, _messages in site.stored() if email in emails]

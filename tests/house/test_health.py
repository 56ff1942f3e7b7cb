import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from clinic_site import health


def test_the_process_is_up_without_a_database(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"The process is up.\n"


@pytest.mark.django_db
def test_ready_is_one_question_to_the_database(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    app, name = sorted(health.expected_migrations())[0]
    MigrationRecorder(connection).record_unapplied(app, name)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "manage.py migrate" in response.content.decode()


@pytest.mark.django_db
def test_not_ready_when_the_database_came_back_empty(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")
    assert client.get("/readyz").status_code == 503


def test_not_ready_and_no_secret_told_when_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("no route to postgres://clinic:secret@db")

    monkeypatch.setattr(health, "applied_migrations", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"The database does not answer (OperationalError).\n"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_are_plain_fresh_and_leave_nothing_behind(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_need_no_https(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", health.PROBES)
def test_who_watches_need_not_know_the_name_of_the_site(client, path):
    number = {"host": "127.0.0.1:8000"}
    assert client.get(path, headers=number).status_code == 200
    assert client.get(f"{path}/more", headers=number).status_code == 400

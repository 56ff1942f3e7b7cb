import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE VIRTUAL TABLE procedures_searchtext USING fts5(
        names, headings, words,
        content='procedures_searchentry', content_rowid='id', tokenize='ascii', prefix='2 3'
    )""",
    "CREATE VIRTUAL TABLE procedures_searchterms USING fts5vocab('procedures_searchtext', 'row')",
    """CREATE TRIGGER procedures_search_added AFTER INSERT ON procedures_searchentry BEGIN
        INSERT INTO procedures_searchtext (rowid, names, headings, words)
        VALUES (new.id, new.names, new.headings, new.words);
    END""",
    """CREATE TRIGGER procedures_search_removed AFTER DELETE ON procedures_searchentry BEGIN
        INSERT INTO procedures_searchtext (procedures_searchtext, rowid, names, headings, words)
        VALUES ('delete', old.id, old.names, old.headings, old.words);
    END""",
    """CREATE TRIGGER procedures_search_changed AFTER UPDATE ON procedures_searchentry BEGIN
        INSERT INTO procedures_searchtext (procedures_searchtext, rowid, names, headings, words)
        VALUES ('delete', old.id, old.names, old.headings, old.words);
        INSERT INTO procedures_searchtext (rowid, names, headings, words)
        VALUES (new.id, new.names, new.headings, new.words);
    END""",
]
NO_SQLITE = [
    "DROP TRIGGER procedures_search_added",
    "DROP TRIGGER procedures_search_removed",
    "DROP TRIGGER procedures_search_changed",
    "DROP TABLE procedures_searchterms",
    "DROP TABLE procedures_searchtext",
]
POSTGRESQL = [
    """ALTER TABLE procedures_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', names), 'A')
        || setweight(to_tsvector('simple', headings), 'B')
        || setweight(to_tsvector('simple', words), 'C')
    ) STORED""",
    "CREATE INDEX procedures_search_vector ON procedures_searchentry USING gin (vector)",
]
NO_POSTGRESQL = ["ALTER TABLE procedures_searchentry DROP COLUMN vector"]


def run(schema_editor, sqlite, postgresql):
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def unmake(apps, schema_editor):
    run(schema_editor, NO_SQLITE, NO_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0008_versions_of_everything"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("words", models.CharField(max_length=120, verbose_name="looked for")),
                ("found", models.BooleanField(verbose_name="found something")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
            ],
            options={
                "default_permissions": ("view",),
                "verbose_name": "search by patients",
                "verbose_name_plural": "searches by patients",
                "ordering": ["-month", "-times", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "words", "found"), name="search_is_counted_once_a_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=40)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("heading", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("names", models.TextField(blank=True)),
                ("headings", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                (
                    "condition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="procedures.condition",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="procedures.office",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="procedures.procedure",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "default_related_name": "search_entries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("condition", None), ("office", None), ("procedure__isnull", False)
                            ),
                            models.Q(
                                ("condition__isnull", False), ("office", None), ("procedure", None)
                            ),
                            models.Q(
                                ("condition", None), ("office__isnull", False), ("procedure", None)
                            ),
                            _connector="OR",
                        ),
                        name="search_entry_is_of_one_page",
                    )
                ],
            },
        ),
        # Neither a full-text table nor a generated column of words can be said in a model.
        migrations.RunPython(make, unmake, elidable=False),
    ]

"""From what a patient types to the page that answers it.

``words``      what was typed, as stems, with other words for the same thing
``spelling``   the word that a misspelled one most likely meant
``index``      the rows that are searched, written in the transaction that changes a page
``databases``  which rows hold which stems, on SQLite and on PostgreSQL
``finding``    the pages in order, best first, each with the answer to land on
``excerpts``   the words of the page that fit, marked
``counting``   how often something is looked for, without a trace of who did
"""

"""What patients ask for, and nothing else.

Whoever reads or writes a request does it through this room:

- Personal fields are encrypted before they reach the database (``fields.py``, ``keys.py``), and
  found again by keyed hashes. ``privacy.py`` declares every field and how long it is kept.
- Every change is a verb in ``actions.py``: atomic, with who did it, its line of history written
  in the same transaction, and its messages put in the outbox in the same transaction too.
- A request is acknowledged only after the commit. What was acknowledged is stored exactly once:
  each rendered form carries a submission number of its own, and the database holds it unique.
- No patient's name, phone, email, note or procedure goes into a log, an address, a message or
  an error page. ``__str__`` of anything here says only the reference.
"""

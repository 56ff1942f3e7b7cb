from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """OWASP's figures. Django's own take 100 MB for each try, and a small machine has not many."""

    time_cost, memory_cost, parallelism = 2, 19_456, 1

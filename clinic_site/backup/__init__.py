"""The whole site in one encrypted file, made while it runs, and back again."""

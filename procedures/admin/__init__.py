from . import addresses, clinic, conditions, offices, procedures, providers, searches

__all__ = ["addresses", "clinic", "conditions", "offices", "procedures", "providers", "searches"]

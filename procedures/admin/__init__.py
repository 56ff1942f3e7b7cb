from . import addresses, clinic, conditions, offices, procedures, providers

__all__ = ["addresses", "clinic", "conditions", "offices", "procedures", "providers"]

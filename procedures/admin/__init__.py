from . import addresses, clinic, conditions, offices, procedures

__all__ = ["addresses", "clinic", "conditions", "offices", "procedures"]

from . import audit, numbers, requests

__all__ = ["audit", "numbers", "requests"]

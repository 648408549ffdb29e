"""The tests, run by `python -m pytest` from the root of a checkout."""

"""Benchmarks: scripts that are run by hand, `python tests/benchmarks/explain.py`."""

"""Signing as data: what a stage, a decision and a mistake are, and how they are run."""

"""Readers of pasted text, one module for each kind: what stands where, and nothing else.

A reader is a pure function from text to parts. It opens no file, runs no shell, evaluates no code, and
looks at each character a bounded number of times.
"""

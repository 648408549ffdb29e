"""Readers of what tools and libraries print about the requests that they send, one module for each."""

"""Test vectors for clients in any language: the requests, and the files written from them."""

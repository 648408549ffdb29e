"""The published and generated vectors."""

"""Each stage against values made without it."""

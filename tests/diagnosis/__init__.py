"""What the diagnosis has to find, and how fast."""

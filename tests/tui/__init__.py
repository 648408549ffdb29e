"""The tutorial on the screen, driven as a person would."""

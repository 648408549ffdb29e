"""The tutorial on the screen, drawn by Textual."""

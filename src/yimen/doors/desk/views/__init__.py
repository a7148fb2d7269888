"""Views of the desk, one module for each noun: parse, ask the room, render."""

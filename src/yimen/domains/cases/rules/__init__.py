"""Pure decisions of this room: the process as tables, materials, clocks, files and answers."""

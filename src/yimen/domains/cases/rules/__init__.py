"""Pure decisions of this room: the process as transition tables, the materials, the file a determination rests on."""

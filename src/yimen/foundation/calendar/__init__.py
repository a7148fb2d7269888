"""Which days are worked, by official notice, in an editable table; a year without notice is provisional."""

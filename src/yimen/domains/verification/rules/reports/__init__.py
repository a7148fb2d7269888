"""How a report is made of answers: pure rules, nothing is read or written here."""

"""How the outside speaks to us. No business rule and no ORM verb lives here."""

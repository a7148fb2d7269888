"""Values of the house: money, months, identities, regions, deadlines and refusals. Plain Python."""

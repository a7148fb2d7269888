"""What a county does, one room per noun."""

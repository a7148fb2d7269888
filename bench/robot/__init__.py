"""What one case costs the people who work it: fields, clicks, pages, seconds, in a real browser."""

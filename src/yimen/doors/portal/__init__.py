"""The public door: anonymous pages on a phone, masked notices and the check of a document."""

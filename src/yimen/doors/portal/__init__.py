"""The public door: anonymous pages on a phone. Masked notices and the check of a document; nothing else yet."""

"""The public side: masked notices and the check of a document by its QR code."""

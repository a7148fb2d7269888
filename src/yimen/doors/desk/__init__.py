"""The desk: staff of counties, towns and villages in a browser."""

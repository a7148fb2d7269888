"""Official documents: their kinds and mandatory contents, numbers, PDFs, check codes, delivery, and what hangs publicly.

Does not know cases or awards: whoever issues a document hands over the plain values that must stand in it.
"""

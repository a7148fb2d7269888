"""Official documents: kinds and mandatory contents, numbers, PDFs, check codes and delivery.

Does not know cases or awards: whoever issues a document hands over the plain values that must stand in it.
"""

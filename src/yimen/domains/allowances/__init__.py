"""What civil affairs gives beside the programmes of assistance, and the proof that whoever receives is alive
and still qualifies. No award is changed here: what a proof says leads to a report or a review.
"""

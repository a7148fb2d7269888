"""What is watched after the decision: comparisons of award holders with department data, findings, leads,
scenarios. It decides nothing: what it finds opens work, a review or, where the law stops a payment, a hold.
"""

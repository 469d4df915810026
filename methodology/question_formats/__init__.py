"""Questions in the formats Moodle exchanges, GIFT and Moodle XML, both ways.

What a format cannot carry is a `Loss`, with the question, the field, the reason and a remedy.
"""

"""Training engineering as values: needs, objectives, sequencing, delivery, evaluation, and rules that check them."""

"""Training engineering as values: needs, objectives, sequencing, delivery, evaluation, and the rules that check them."""

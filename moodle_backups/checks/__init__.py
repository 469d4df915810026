"""What can be wrong with the values of a backup, by topic."""

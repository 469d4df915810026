"""The families of rules, one module each."""

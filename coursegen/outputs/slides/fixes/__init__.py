"""What python-pptx leaves undone, one small module a matter, each with its test. No other module patches files."""

"""What is particular to Danish text, as pure functions."""

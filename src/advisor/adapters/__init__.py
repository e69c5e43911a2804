"""The outside world behind the ports. Only ``advisor.wiring`` imports from here; heavy imports stay in functions."""

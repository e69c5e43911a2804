"""Evaluation: questions as data, pure metrics, one runner, a report with floors."""

"""From corpus files to a search index."""

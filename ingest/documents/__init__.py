"""Own documents: read in a process apart, repaired, cut into sections and passages, linked to the digest, kept."""

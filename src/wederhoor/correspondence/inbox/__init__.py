"""Mail in: read, judged, kept sealed until a person files it; nothing is lost when a message cannot be read."""

"""Demo data: invented organisations, people and complaints, made by playing scenarios through the one door."""

"""A world to practise in: invented organisations with years of complaints, played through the one door."""

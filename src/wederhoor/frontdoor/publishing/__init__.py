"""How to complain at a provider, made from its regulation: the page, the plain and the full text, the papers."""

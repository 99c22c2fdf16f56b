"""Taking part on the other side: the accused, an assistant, and who was asked something, from their own pages."""

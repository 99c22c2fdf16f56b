"""No person in what is published: which numbers may leave the organisation. Pure: no Django, no database."""

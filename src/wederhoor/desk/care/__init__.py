"""Careful keeping at the desk: why somebody looks, who looked, how long it is kept, and its end."""

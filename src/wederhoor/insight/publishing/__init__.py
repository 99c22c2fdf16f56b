"""An adopted report for the world outside: what may be shown of it, who says so, and what was shown before."""

"""The core: regulations, terms and procedure, pure (no database, no clock, no Django)."""

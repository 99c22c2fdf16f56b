"""Taking in: a complaint by telephone, at the desk, by letter or mail; a signal of an employee; what became no complaint."""

"""QUANTITY: amounts with their unit, and their value."""

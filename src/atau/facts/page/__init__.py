"""The page of facts: one HTML file with people, offices, a network, a map and amounts, each with its sentence."""

"""What the components share: candidates, word lists in running text, what the words of a noun phrase can be."""

"""The pretrained encoder: word pieces, windows of text, and what the network says of each token."""

"""Training the encoder: its source, its pieces, fine-tuning, and the file that runs. Needs the extra `train`."""

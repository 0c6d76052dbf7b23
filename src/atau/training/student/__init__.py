"""Teaching ``kk_student`` with PyTorch: from raw text that encoders have annotated, and marked text."""

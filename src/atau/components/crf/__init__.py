"""A trainable linear-chain CRF over sparse word features and, where wanted, a tok2vec network."""

"""Training: configs, cross-validation, calibration, assembling, packaging, model cards."""

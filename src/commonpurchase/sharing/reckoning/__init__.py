"""Labels worked out from labels: joins and presets."""

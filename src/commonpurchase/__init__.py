"""A shared workspace that turns public purchasing into leverage for the people who make electronics."""

"""The map: a canvas of cached images, and what paints, projects and picks on it."""

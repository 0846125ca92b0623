"""Pure analyses over arrays and geometries in metres."""

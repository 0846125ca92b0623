"""The parts around the map."""

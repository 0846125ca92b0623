"""Files in and out, checked at the door."""

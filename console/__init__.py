"""The console: shows what `geodata` knows."""

"""The embedded sample district and its 2022, built by readable deterministic code."""

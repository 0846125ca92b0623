"""Commands that need no screen, one a file: `add_arguments(parser)` and `run(args) -> exit code`.

Each imports what is heavy where it runs: `--help` and a wrong argument answer at once.
"""

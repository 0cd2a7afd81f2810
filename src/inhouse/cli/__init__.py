"""The command line: one command per file, arguments to one workflow to print."""

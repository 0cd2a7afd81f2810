"""One use case per file: read, ask the engines, publish. The only place engines meet."""

"""Bytes of a file to rows, in a child process with limits: files come from anybody."""

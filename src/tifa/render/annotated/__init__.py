"""Annotated text as text: one module a format, each a `Writer`."""

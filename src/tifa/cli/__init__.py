"""The command line: parse, call one function, render, pick an exit code."""

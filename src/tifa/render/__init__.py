"""Results -> text, one module per form of output; nothing here looks anything up or exits."""

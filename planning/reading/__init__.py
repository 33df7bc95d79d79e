"""Reading a document, in steps: text to JSON values, values to models, references between them, and back to text."""

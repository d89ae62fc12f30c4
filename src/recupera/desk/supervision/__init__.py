"""The figures that supervision looks at: each a picture, its table and its file."""

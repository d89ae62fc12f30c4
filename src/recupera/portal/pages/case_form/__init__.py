"""The pages of the form of a case, in the order of its journey: about, whose, the fields, files."""

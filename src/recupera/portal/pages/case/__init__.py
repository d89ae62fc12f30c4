"""The pages on which a person follows a case; each behind its number and key, or a code."""

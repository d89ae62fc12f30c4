"""The default directory: accounts in the vault, sealed, and found by a blind index."""

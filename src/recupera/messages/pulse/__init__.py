"""The sender's sign of life: when the mail server last answered, asked on a fixed beat."""

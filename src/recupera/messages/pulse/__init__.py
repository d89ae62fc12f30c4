"""The sender's sign of life: when the mail server last answered, asked whether mail waits or not."""

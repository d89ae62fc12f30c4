"""The scanner: opens what strangers sent, in a child with limits, and holds no private key."""

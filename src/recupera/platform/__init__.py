"""The demo's platform: stands for SECOP II, so that a new password can be seen to work."""

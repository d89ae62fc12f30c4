"""The demo's mailbox: takes every mail and SMS and shows them to whoever asks on this machine."""

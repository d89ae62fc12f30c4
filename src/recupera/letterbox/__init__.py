"""The one place where the public process leaves sealed envelopes, and finds sealed slots."""

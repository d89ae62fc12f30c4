"""The form of a case: what it asks, what a draft of it holds, and how it is sent."""

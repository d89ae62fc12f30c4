"""The desk: who answers cases. So far it only passes them on to another help desk."""

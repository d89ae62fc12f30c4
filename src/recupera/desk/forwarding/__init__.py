"""Passing cases on to the operator's own help desk, by e-mail or by a signed webhook."""

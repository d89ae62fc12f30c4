"""The messages' English, compiled for the tests as an installation compiles it."""

from recupera.design import texts

texts.compile_all()

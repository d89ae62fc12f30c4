"""What agents ask of the worker: one file per act, named like it."""

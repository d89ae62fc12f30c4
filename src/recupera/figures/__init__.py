"""What happened on which day, in numbers: counted by the worker, read by the desk's supervision."""

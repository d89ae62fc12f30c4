"""The figures of docs/benchmarks.md: `bin/bench` measures them all, `bin/bench NAME` one."""

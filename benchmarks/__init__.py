"""Measurements of a running platform: intake, fan-out and faults (`python -m benchmarks`)."""

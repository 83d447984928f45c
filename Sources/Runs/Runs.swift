// Module Runs.

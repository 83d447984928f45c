// Module Measurements.

// Module Graphs.

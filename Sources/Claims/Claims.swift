// Module Claims.

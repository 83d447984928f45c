// Module Studies.

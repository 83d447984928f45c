// Module Random.

// C face

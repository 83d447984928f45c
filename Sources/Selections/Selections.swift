// Selections

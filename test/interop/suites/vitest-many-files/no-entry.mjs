// Replaces 'miniregion/vitest' in test files that must not import it.

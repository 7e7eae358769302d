// What the test files import in place of 'miniregion/vitest' where they are not to.

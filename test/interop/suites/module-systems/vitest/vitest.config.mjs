const { INLINE, POOL = 'forks', ISOLATE } = process.env

export default {
  test: {
    include: ['*.test.mjs'],
    setupFiles: ['miniregion/vitest'],
    testTimeout: 60_000,
    pool: POOL,
    isolate: ISOLATE !== 'false',
    maxWorkers: 1,
    ...(INLINE && { server: { deps: { inline: INLINE === 'all' ? true : [/miniregion/] } } }),
  },
}

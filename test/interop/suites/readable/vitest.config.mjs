export default { test: { include: ['vitest.fixture.mjs'] } }

/** Caches in front of tables (DAX). Loads with the first `table.cache()`. */
export { createCache } from './table-cache.ts'

/** Query and Scan, which load at their first use. */
export { query } from './query.ts'
export { scan } from './scan.ts'

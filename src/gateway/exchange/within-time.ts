export { withinTime } from '../../core/time/within-time.ts'

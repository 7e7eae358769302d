/** Miniregion's own figures at one size, or independent of size. Each run has a fresh process. */
import { measureCreateRegion } from './request.js'
import { measureMemory, measureTable } from './table.js'
import { serve } from './worker.js'

serve({ table: measureTable, memory: measureMemory, createRegion: measureCreateRegion })

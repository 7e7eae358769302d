/** Our own figures at one size, or without any: each in a fresh process. */
import { measureCreateRegion } from './request.js'
import { measureMemory, measureTable } from './table.js'
import { serve } from './worker.js'

serve({ table: measureTable, memory: measureMemory, createRegion: measureCreateRegion })

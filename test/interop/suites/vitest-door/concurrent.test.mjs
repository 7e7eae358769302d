import { it } from 'vitest'
import { concurrent } from '../../scenarios/index.cjs'
import { runner } from './runner.mjs'

concurrent({ ...runner, it: it.concurrent })

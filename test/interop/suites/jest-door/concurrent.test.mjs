import scenarios from '../../scenarios/index.cjs'
import attempt from './attempt.cjs'
import runner from './runner-of-esm.mjs'

scenarios.concurrent({ ...runner, it: it.concurrent, attempt })

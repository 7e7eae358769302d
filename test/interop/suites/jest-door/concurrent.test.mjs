import scenarios from '../../scenarios/index.cjs'
import runner from './runner-of-esm.mjs'

scenarios.concurrent({ ...runner, it: it.concurrent })

import failing from '../../scenarios/failing.cjs'
import runner from './runner-of-esm.mjs'

failing(runner)

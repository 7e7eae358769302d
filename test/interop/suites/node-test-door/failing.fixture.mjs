import failing from '../../scenarios/failing.cjs'
import { runner } from './runner.mjs'

failing(runner)

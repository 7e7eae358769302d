import scenarios from '../../scenarios/index.cjs'
import { runner } from './runner.mjs'

scenarios(runner)

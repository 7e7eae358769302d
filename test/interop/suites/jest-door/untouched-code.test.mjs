import 'miniregion/auto'
import scenarios from '../../scenarios/index.cjs'
import runner from './runner-of-esm.mjs'

scenarios.untouchedCode(runner)

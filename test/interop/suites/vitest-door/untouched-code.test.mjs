import 'miniregion/auto'
import { untouchedCode } from '../../scenarios/index.cjs'
import { runner } from './runner.mjs'

untouchedCode(runner)

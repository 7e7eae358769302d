import { describe } from 'node:test'
import { concurrent } from '../../scenarios/index.cjs'
import { runner } from './runner.mjs'

describe('at the same time', { concurrency: true }, () => concurrent(runner))

import { it } from 'node:test'

it('a scenario uses every public name', () => import('../../scenarios/covered.mjs'))

import { it } from 'node:test'

it('every public name stands in a scenario', () => import('../../scenarios/covered.mjs'))

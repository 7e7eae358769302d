/** Items that the cases of Query and Scan read. */
import { av } from './case.ts'

export const sk = (n: number): object => ({ pk: 'a', sk: n, v: n * 10 })
export const rows = [sk(-2), sk(1), sk(2), sk(10), sk(30)]
export const items = { numbers: [...rows, { pk: 'b', sk: 5, v: 0 }] } as const

export const page = (...found: readonly object[]): object => ({
  Items: found.map(av),
  Count: found.length,
  ScannedCount: found.length,
})

export const last = (n: number): object => ({ LastEvaluatedKey: av({ pk: 'a', sk: n }) })

const order = (n: number, more: object = {}): object => ({
  customer: 'c',
  id: `o${n}`,
  state: 'open',
  placed: `p${n}`,
  ...more,
})
export const orders = [
  order(1, { amount: 30, note: 'x', color: 'red' }),
  order(2, { amount: 10 }),
  { customer: 'c', id: 'o3' },
]

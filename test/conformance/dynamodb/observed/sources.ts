/** The observations of AWS that the cases in this folder rest on. docs/fidelity.md lists them. */

/** `Recorded: ` is how the source of a case begins; the date is when AWS answered so. */
const observed = (what: string, when: string): string =>
  `Recorded: ${what}, by peers on AWS, ${when}`

export const SOURCES = {
  updates: observed('updates of missing items and order of sets', '9 October 2026'),
  limits: observed('sizes, numbers, expressions and limits', 'October 2026'),
  partiql: observed('PartiQL statements', 'October 2026'),
  renewed: observed('words of the renewed validation, region by region', '7 to 9 October 2026'),
  likeRenewed: observed(
    'neighbours of requests whose renewed words were observed, expected to be worded alike',
    '7 to 9 October 2026',
  ),
  query: observed(
    "Query's errors about Select (https://github.com/paritysuite/dynamodb-conformance/pull/66)",
    '30 June 2026',
  ),
  batchWrite: observed(
    'empty BatchWriteItem (https://github.com/paritysuite/dynamodb-conformance/pull/167)',
    '22 August 2026',
  ),
  batchGet: observed(
    'empty BatchGetItem (https://github.com/nubo-db/dynoxide/pull/198)',
    '2 September 2026',
  ),
  order: observed('order of refusals', 'August to October 2026'),
} as const

/** Names of options and schema members in the SDK and in other libraries. */

/** By the name in lower case. */
const OPTIONS: Readonly<Record<string, string>> = {
  attributes: 'projection',
  attributestoget: 'projection',
  conditionexpression: 'condition',
  conditions: 'condition',
  consistentread: 'consistent',
  desc: 'descending',
  exclusivestartkey: 'startKey',
  expressionattributenames: 'names',
  expressionattributevalues: 'values',
  filterexpression: 'filter',
  indexname: 'index',
  k: 'top',
  lastevaluatedkey: 'startKey',
  lastkey: 'startKey',
  limit: 'top',
  order: 'descending',
  projectionexpression: 'projection',
  reverse: 'descending',
  scanindexforward: 'descending',
  searchconditionexpression: 'filter',
  select: 'projection',
  sort: 'descending',
  topk: 'top',
}

const SCHEMA: Readonly<Record<string, string>> = {
  dimension: 'dimensions',
  dims: 'dimensions',
  distancefunction: 'distance',
  globalindexes: 'globalSecondaryIndexes',
  gsi: 'globalSecondaryIndexes',
  gsis: 'globalSecondaryIndexes',
  hash: 'partitionKey',
  hashkey: 'partitionKey',
  indexes: 'globalSecondaryIndexes',
  key: 'partitionKey',
  localindexes: 'localSecondaryIndexes',
  lsi: 'localSecondaryIndexes',
  lsis: 'localSecondaryIndexes',
  metric: 'distance',
  pk: 'partitionKey',
  primarykey: 'partitionKey',
  range: 'sortKey',
  rangekey: 'sortKey',
  searchschema: 'filters',
  sk: 'sortKey',
  streams: 'stream',
  streamspecification: 'stream',
  streamviewtype: 'stream',
  timetoliveattribute: 'timeToLive',
  timetolivespecification: 'timeToLive',
  ttl: 'timeToLive',
  vectorattribute: 'attribute',
  vectorindex: 'vectorIndexes',
  vectors: 'vectorIndexes',
}

const DESCENDING = 'Did you mean { descending: true }, which is ScanIndexForward: false?'

const slipIn =
  (aliases: Readonly<Record<string, string>>) =>
  (known: readonly string[]) =>
  (name: string): string | undefined => {
    const alias = name.toLowerCase()
    const meant = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined
    if (meant === undefined || !known.includes(meant)) return undefined
    return alias === 'scanindexforward' ? DESCENDING : `Did you mean '${meant}'?`
  }

export const optionSlip: ReturnType<typeof slipIn> = slipIn(OPTIONS)
export const schemaSlip: ReturnType<typeof slipIn> = slipIn(SCHEMA)

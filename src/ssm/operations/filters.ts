/** `ParameterFilters` of GetParametersByPath and DescribeParameters. */
// AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
import * as errors from '../errors.ts'
import { latestOf, type StoredParameter } from '../state.ts'

export interface ParameterFilter {
  readonly Key: string
  readonly Option?: string
  readonly Values?: readonly string[]
}

type Test = (value: string) => boolean

/** Returns whether a parameter passes all filters. `keys` are those that the operation accepts. */
export function toFilter(
  filters: readonly ParameterFilter[],
  keys: readonly string[],
): (parameter: StoredParameter) => boolean {
  const tests = filters.map((filter) => toTest(filter, keys))
  return (parameter) => tests.every((test) => test(parameter))
}

function toTest(
  { Key, Option, Values = [] }: ParameterFilter,
  keys: readonly string[],
): (parameter: StoredParameter) => boolean {
  const isTag = Key.startsWith('tag:') && keys.includes('tag:')
  if (!isTag && !keys.includes(Key)) throw errors.filterKeyInvalid(Key, keys)
  if (Key === 'Path') {
    const isRecursive = checkOption(Option ?? 'OneLevel', ['Recursive', 'OneLevel']) === 'Recursive'
    return ({ name }) => Values.some((path) => isBelow(path, name, isRecursive))
  }
  const option = checkOption(
    Option ?? 'Equals',
    Key === 'Name' ? ['Equals', 'BeginsWith', 'Contains'] : ['Equals', 'BeginsWith'],
  )
  const matches = matcherOf(option, Values)
  return (parameter) => valuesOf(parameter, Key).some(matches)
}

function checkOption(option: string, valid: readonly string[]): string {
  if (!valid.includes(option)) throw errors.filterOptionInvalid(option, valid)
  return option
}

function matcherOf(option: string, values: readonly string[]): Test {
  if (option === 'BeginsWith') return (value) => values.some((each) => value.startsWith(each))
  if (option === 'Contains') return (value) => values.some((each) => value.includes(each))
  // A tag without values is asked for by its key alone.
  return (value) => values.length === 0 || values.includes(value)
}

function valuesOf(parameter: StoredParameter, key: string): string[] {
  const { type, tier, keyId, dataType } = latestOf(parameter)
  switch (key) {
    case 'Name':
      return [parameter.name, parameter.name.replace(/^\//, '')]
    case 'Type':
      return [type]
    case 'Tier':
      return [tier]
    case 'KeyId':
      return keyId === undefined ? [] : [keyId]
    case 'DataType':
      return [dataType]
    case 'Label':
      return parameter.versions.flatMap(({ labels }) => labels)
    default: {
      const value = parameter.tags.get(key.slice('tag:'.length))
      return value === undefined ? [] : [value]
    }
  }
}

/** Whether a name is in a hierarchy, on its first level or on any. */
export function isBelow(path: string, name: string, isRecursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`
  // A name without a slash is on the first level.
  const full = name.startsWith('/') ? name : `/${name}`
  if (!full.startsWith(prefix) || full.length === prefix.length) return false
  return isRecursive || !full.slice(prefix.length).includes('/')
}

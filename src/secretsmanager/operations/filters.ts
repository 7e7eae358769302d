/** `Filters` of ListSecrets and BatchGetSecretValue. */
// AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html
import type { StoredSecret } from '../state.ts'

export interface Filter {
  readonly Key?: string
  readonly Values?: readonly string[]
}

/** Returns whether a secret passes all filters. */
export function toFilter(filters: readonly Filter[]): (secret: StoredSecret) => boolean {
  const tests = filters.map(({ Key = 'all', Values = [] }) => (secret: StoredSecret) => {
    const texts = textsOf(secret, Key)
    const isExact = Key === 'primary-region' || Key === 'owning-service'
    return Values.some((value) => texts.some((text) => matches(text, value, isExact, Key)))
  })
  return (secret) => tests.every((test) => test(secret))
}

// AWS: Filter, Key: names, descriptions and tags by their beginnings; `!` before a value negates it.
// Names, tag keys and tag values distinguish case, descriptions do not.
function matches(text: string, value: string, isExact: boolean, key: string): boolean {
  if (value.startsWith('!')) return !matches(text, value.slice(1), isExact, key)
  if (isExact) return text === value
  if (key === 'description' || key === 'all') {
    return text
      .toLowerCase()
      .split(/[\s/_+=.@-]+/)
      .concat(text.toLowerCase())
      .some((word) => word.startsWith(value.toLowerCase()))
  }
  return text.startsWith(value)
}

function textsOf(secret: StoredSecret, key: string): readonly string[] {
  const { name, description = '', tags, owner } = secret
  switch (key) {
    case 'name':
      return [name]
    case 'description':
      return [description]
    case 'tag-key':
      return [...tags.keys()]
    case 'tag-value':
      return [...tags.values()]
    case 'owning-service':
      return owner === undefined ? [] : [owner]
    case 'primary-region':
      return []
    default:
      return [name, description, ...tags.keys(), ...tags.values()]
  }
}

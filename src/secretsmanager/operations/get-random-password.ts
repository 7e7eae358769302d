import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter, invalidRequest } from '../errors.ts'
import type { SecretsState } from '../state.ts'

interface Input {
  readonly PasswordLength?: number
  readonly ExcludeCharacters?: string
  readonly ExcludeNumbers?: boolean
  readonly ExcludePunctuation?: boolean
  readonly ExcludeUppercase?: boolean
  readonly ExcludeLowercase?: boolean
  readonly IncludeSpace?: boolean
  readonly RequireEachIncludedType?: boolean
}

// AWS: GetRandomPassword.
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const DEFAULT_LENGTH = 32

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export const getRandomPassword: Operation<
  SecretsState,
  Input,
  { readonly RandomPassword: string }
> = defineOperation({
  name: 'GetRandomPassword',
  handles: [
    'PasswordLength',
    'ExcludeCharacters',
    'ExcludeNumbers',
    'ExcludePunctuation',
    'ExcludeUppercase',
    'ExcludeLowercase',
    'IncludeSpace',
    'RequireEachIncludedType',
  ],
  access: () => [{ action: 'secretsmanager:GetRandomPassword', resource: '*' }],
  run(_state, input, { world }) {
    const { PasswordLength: length = DEFAULT_LENGTH } = input
    const types = typesOf(input)
    if (types.length === 0) {
      throw invalidRequest('The parameters exclude all characters from the password.')
    }
    const isEachRequired = input.RequireEachIncludedType !== false
    if (isEachRequired && length < types.length) {
      throw invalidParameter(
        'The password length is too short based on the required types for the password.',
      )
    }
    const { ids } = world
    const pick = (characters: string): string => ids.text('random-password', 1, characters)
    const required = isEachRequired ? types.map(pick) : []
    const all = types.join('')
    const characters = [
      ...required,
      ...Array.from({ length: length - required.length }, () => pick(all)),
    ]
    // Shuffled, so that the required characters have no fixed places.
    for (let i = characters.length - 1; i > 0; i--) {
      const j = Math.floor(ids.random('random-password') * (i + 1))
      const [a = '', b = ''] = [characters[i], characters[j]]
      characters[i] = b
      characters[j] = a
    }
    return { RandomPassword: characters.join('') }
  },
})

/** The characters of each included type, without the excluded ones. */
function typesOf(input: Input): string[] {
  const { ExcludeCharacters = '' } = input
  const types = [
    input.ExcludeLowercase ? '' : LOWER,
    input.ExcludeUppercase ? '' : LOWER.toUpperCase(),
    input.ExcludeNumbers ? '' : '0123456789',
    input.ExcludePunctuation ? '' : PUNCTUATION,
    input.IncludeSpace ? ' ' : '',
  ]
  return types
    .map((type) => [...type].filter((each) => !ExcludeCharacters.includes(each)).join(''))
    .filter((type) => type !== '')
}

/**
 * "Name, ARN or handle": the forms in which this package's options (`deadLetterQueue`, `onFailure`,
 * `origin`) name a resource. Any other value throws MisuseError.
 */
import { parseArn } from '../arn.ts'
import { shownValue } from '../checks.ts'
import { descendsFrom } from '../world/context.ts'
import { MisuseError } from '../errors.ts'
import { handleKey, isHandle, type HandleKind } from '../handle.ts'
import type { World } from '../world/world.ts'
import { buildArn, foreignPart, parseArnOf } from './arn-form.ts'
import type { ResourceKind } from './resource-kind.ts'

/** A resource named by an option. It need not exist. */
export interface Reference {
  readonly kind: HandleKind
  readonly name: string
  readonly qualifier: string | undefined
  readonly arn: string
}

export interface ReferenceOption {
  /** The world in which the resource is looked up. */
  readonly world: World
  /** Begins the error message: `createQueue('jobs')`. */
  readonly caller: string
  /** The option's name: `deadLetterQueue`. */
  readonly option: string
  /**
   * The kind that a bare name means if the option takes several kinds. Default: it takes no names.
   */
  readonly bareName?: HandleKind
}

/**
 * Returns the resource that `value` names: a handle, an ARN or a name of one of `kinds`.
 *
 * @throws MisuseError when it names none, or one of another region or account
 */
export function toReference(
  value: unknown,
  kinds: readonly ResourceKind[],
  option: ReferenceOption,
): Reference {
  if (typeof value === 'string' && value.startsWith('arn:')) return fromArn(value, kinds, option)
  if (typeof value === 'string' && value !== '') return fromName(value, kinds, option)
  if (!isHandle(value)) throw misuse(option, shownValue(value), kinds)
  const handle = value[handleKey]
  const arn: unknown = Reflect.get(value, 'arn')
  const shown = `the ${handle.kind} '${String(Reflect.get(value, 'name'))}'`
  const kind = kinds.find((each) => each.kind === handle.kind)
  if (!kind || typeof arn !== 'string') throw misuse(option, shown, kinds)
  if (!isOfThisAccount(handle.home, option.world)) {
    throw misuse(option, `${shown} of another region`, kinds, 'Two regions share nothing.')
  }
  return fromArn(arn, [kind], option)
}

/** Whether the world is the handle's, or one is a fork of the other. */
const isOfThisAccount = (home: World, world: World): boolean =>
  descendsFrom(world, home) || descendsFrom(home, world)

function fromArn(text: string, kinds: readonly ResourceKind[], option: ReferenceOption): Reference {
  for (const { kind, arn: form } of kinds) {
    const arn = parseArnOf(form, text)
    if (!arn) continue
    const { region, accountId } = option.world.options
    const foreign = foreignPart(arn, option.world.options)
    if (foreign === undefined) return { kind, name: arn.name, qualifier: arn.qualifier, arn: text }
    const here = foreign === 'account' ? `the account ${accountId}` : region
    throw misuse(option, `'${text}', which is in another ${foreign}`, kinds, `This is ${here}.`)
  }
  throw misuse(option, `'${text}'`, kinds, parseArn(text) ? undefined : 'It is not an ARN.')
}

function fromName(
  text: string,
  kinds: readonly ResourceKind[],
  option: ReferenceOption,
): Reference {
  const [only, ...others] = kinds
  const kind = others.length === 0 ? only : kinds.find((each) => each.kind === option.bareName)
  if (!kind) throw misuse(option, `'${text}'`, kinds, 'A name alone does not determine the kind.')
  // 'place:prod': a name may have the qualifier of an ARN.
  const arn = buildArn(kind.arn, option.world.options, text)
  const parsed = parseArnOf(kind.arn, arn)
  if (!parsed) throw misuse(option, `'${text}'`, kinds)
  return { kind: kind.kind, name: parsed.name, qualifier: parsed.qualifier, arn }
}

function misuse(
  { caller, option, bareName }: ReferenceOption,
  shown: string,
  kinds: readonly ResourceKind[],
  slip?: string,
): MisuseError {
  const nouns = kinds.map(({ noun }) => noun).join(' or ')
  const ways =
    kinds.length === 1 || bareName !== undefined ? 'handle, name or ARN' : 'handle or ARN'
  return new MisuseError(`${caller} received ${option}: ${shown}.`, `${nouns}: its ${ways}`, slip)
}

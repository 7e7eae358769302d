/**
 * "Name, ARN or handle": how options of our own (`deadLetterQueue`, `onFailure`, `origin`) name a
 * resource. A value that cannot name one is the test's mistake.
 */
import { parseArn } from '../arn.ts'
import { shownValue } from '../checks.ts'
import { descendsFrom } from '../context.ts'
import { MisuseError } from '../errors.ts'
import { handleOf, type HandleKind } from '../handle.ts'
import type { World } from '../world.ts'
import { buildArn, foreignPart, parseArnOf } from './arn-form.ts'
import type { ResourceKind } from './resource-kind.ts'

/** A resource that an option names. It need not exist. */
export interface Reference {
  readonly kind: HandleKind
  readonly name: string
  readonly qualifier: string | undefined
  readonly arn: string
}

export interface ReferenceOption {
  /** Where the resource is looked for. */
  readonly world: World
  /** Begins the message of a mistake: `createQueue('jobs')`. */
  readonly caller: string
  /** The option's name: `deadLetterQueue`. */
  readonly option: string
  /**
   * The kind that a bare name stands for, where the option takes several. Default: it takes no
   * names.
   */
  readonly bareName?: HandleKind
}

/** The resource that `value` names: a handle, an ARN or a name of one of `kinds`. */
export function toReference(
  value: unknown,
  kinds: readonly ResourceKind[],
  option: ReferenceOption,
): Reference {
  if (typeof value === 'string' && value.startsWith('arn:')) return fromArn(value, kinds, option)
  if (typeof value === 'string' && value !== '') return fromName(value, kinds, option)
  const handle = handleOf(value)
  if (!handle) throw misuse(option, shownValue(value), kinds)
  const { name, arn } = value as { readonly name?: unknown; readonly arn?: unknown }
  const shown = `the ${handle.kind} '${String(name)}'`
  const kind = kinds.find((each) => each.kind === handle.kind)
  if (!kind || typeof arn !== 'string') throw misuse(option, shown, kinds)
  if (!isOfThisAccount(handle.home, option.world)) {
    throw misuse(option, `${shown} of another region`, kinds, 'Two regions share nothing.')
  }
  return fromArn(arn, [kind], option)
}

/** Its world, or a world that was forked from it or that it was forked from. */
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
  throw misuse(option, `'${text}'`, kinds, parseArn(text) ? undefined : 'That is not an ARN.')
}

function fromName(
  text: string,
  kinds: readonly ResourceKind[],
  option: ReferenceOption,
): Reference {
  const [only, ...others] = kinds
  const kind = others.length === 0 ? only : kinds.find((each) => each.kind === option.bareName)
  if (!kind) throw misuse(option, `'${text}'`, kinds, 'A name alone does not say of which kind.')
  // 'place:prod': a name may carry the qualifier, as in an ARN.
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
  return new MisuseError(`${caller} got ${option}: ${shown}.`, `${nouns}: its ${ways}`, slip)
}

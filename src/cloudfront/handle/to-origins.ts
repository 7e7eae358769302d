/** Origins of options in AWS's form. */
import { shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { handleOf } from '../../core/handle.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import { descendsFrom } from '../../core/world/context.ts'
import { originAccessControls } from '../operations/types.ts'
import { createStored } from '../operations/resources.ts'
import type { ListOf, Origin, OriginGroup } from '../distributions/config.ts'
import type { Builder } from './builder.ts'
import type {
  DistributionOrigin,
  OriginGroupOptions,
  OriginOptions,
  OriginSource,
} from './options.ts'

const listOf = <Item>(items: readonly Item[]): ListOf<Item> => ({
  Quantity: items.length,
  Items: items,
})

const isGroup = (given: DistributionOrigin): given is OriginGroupOptions =>
  typeof given === 'object' && 'primary' in given
const isSettings = (given: DistributionOrigin): given is OriginOptions =>
  typeof given === 'object' && 'source' in given

const FALLBACK_STATUSES = [500, 502, 503, 504]

/** The origins of a distribution. The same source is one origin. */
export class Origins {
  readonly #builder: Builder
  readonly #ids = new Map<unknown, string>()
  readonly origins: Origin[] = []
  readonly groups: OriginGroup[] = []

  constructor(builder: Builder) {
    this.#builder = builder
  }

  /** Returns the id of an origin or of a group. */
  idOf(given: DistributionOrigin): string {
    const known = this.#ids.get(given)
    if (known !== undefined) return known
    const id = isGroup(given) ? this.#addGroup(given) : this.#addOrigin(given)
    this.#ids.set(given, id)
    return id
  }

  #addGroup({
    primary,
    fallback,
    fallbackStatusCodes = FALLBACK_STATUSES,
  }: OriginGroupOptions): string {
    const Id = `group-${this.groups.length + 1}`
    const members = [this.idOf(primary), this.idOf(fallback)].map((OriginId) => ({ OriginId }))
    this.groups.push({
      Id,
      FailoverCriteria: { StatusCodes: listOf(fallbackStatusCodes) },
      Members: listOf(members),
    })
    return Id
  }

  #addOrigin(given: OriginSource | OriginOptions): string {
    const options: OriginOptions = isSettings(given) ? given : { source: given }
    const Id = `origin-${this.origins.length + 1}`
    const { customHeaders = {}, originPath, readTimeout } = options
    const headers = Object.entries(customHeaders).map(([HeaderName, HeaderValue]) => ({
      HeaderName,
      HeaderValue,
    }))
    const origin = toOrigin(this.#builder, Id, options)
    this.origins.push({
      ...origin,
      ...(originPath !== undefined && { OriginPath: originPath }),
      CustomHeaders: listOf(headers),
      ...(readTimeout !== undefined &&
        origin.CustomOriginConfig && {
          CustomOriginConfig: {
            ...origin.CustomOriginConfig,
            OriginReadTimeout: toMilliseconds(readTimeout, 'readTimeout') / 1000,
          },
        }),
    })
    return Id
  }
}

function toOrigin(
  builder: Builder,
  Id: string,
  { source, originAccessControl }: OriginOptions,
): Origin {
  const handle = handleOf(source)
  if (handle && !isOfThisAccount(builder, handle.home)) {
    throw misuse(builder, 'a handle of another region', 'Two regions share nothing.')
  }
  if (handle?.kind === 'bucket') {
    return toBucketOrigin(
      builder,
      Id,
      String(Reflect.get(Object(source), 'name')),
      originAccessControl,
    )
  }
  if (handle?.kind === 'distribution') {
    return toServer(builder, Id, `https://${String(Reflect.get(Object(source), 'domainName'))}`)
  }
  if (handle?.kind === 'gateway' || handle?.kind === 'function') {
    const url: unknown = Reflect.get(Object(source), 'url')
    if (typeof url === 'string') return toServer(builder, Id, url)
    throw misuse(builder, 'a function without a URL', 'fn.createUrl() makes one.')
  }
  if (typeof source === 'function') {
    const host = `${builder.newName('origin')}.invalid`
    builder.set(builder.state.originHandlers, host, source)
    return toServer(builder, Id, `https://${host}`)
  }
  const text = typeof source === 'string' ? source : source instanceof URL ? source.href : undefined
  if (text !== undefined && URL.canParse(text)) return toServer(builder, Id, text)
  throw misuse(builder, shownValue(source))
}

const isOfThisAccount = ({ world }: Builder, home: Parameters<typeof descendsFrom>[0]): boolean =>
  descendsFrom(world, home) || descendsFrom(home, world)

const misuse = ({ caller }: Builder, shown: string, slip?: string): MisuseError =>
  new MisuseError(
    `${caller} received origin: ${shown}.`,
    'a bucket, a gateway, a function with a URL, a distribution, a URL, or a function such as (request) => new Response()',
    slip,
  )

function toServer(builder: Builder, Id: string, text: string): Origin {
  const { protocol, host, pathname, port } = new URL(text)
  if (port !== '') throw misuse(builder, `the URL ${text}, which names a port`)
  const path = pathname.replace(/\/+$/, '')
  return {
    Id,
    DomainName: host,
    OriginPath: path,
    CustomOriginConfig: {
      HTTPPort: 80,
      HTTPSPort: 443,
      OriginProtocolPolicy: protocol === 'http:' ? 'http-only' : 'https-only',
    },
  }
}

function toBucketOrigin(
  builder: Builder,
  Id: string,
  name: string,
  isControlled: boolean = true,
): Origin {
  const { world, state } = builder
  const host = world.ports.bucketOrigins?.hostOf(name)
  if (host === undefined) throw misuse(builder, `the bucket ${name}, which does not exist`)
  const shared = { Id, DomainName: host, S3OriginConfig: { OriginAccessIdentity: '' } }
  if (!isControlled) return shared
  const control = createStored(
    originAccessControls,
    state,
    world,
    {
      Name: builder.newName('access'),
      Description: '',
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
    true,
  )
  builder.undoLater(() => void state.accessControls.delete(control.id))
  builder.bucketsToOpen.add(name)
  return { ...shared, OriginAccessControlId: control.id }
}

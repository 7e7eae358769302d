/** Versions of a secret, and the stages that move between them. */
// AWS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version
import type { World } from '../core/world/world.ts'
import * as errors from './errors.ts'
import { secretsmanager } from './service.ts'
import {
  CURRENT,
  PREVIOUS,
  versionAt,
  type Replica,
  type SecretsState,
  type StoredSecret,
  type StoredVersion,
} from './state.ts'

/** The value members of a request. */
export interface SecretValue {
  readonly SecretString?: string
  readonly SecretBinary?: Uint8Array
}

export const hasValue = ({ SecretString, SecretBinary }: SecretValue): boolean =>
  SecretString !== undefined || SecretBinary !== undefined

/** The members of requests that may add a version. */
export interface NewVersion extends SecretValue {
  readonly ClientRequestToken?: string
}

/** Returns the id of the version that a request may add. */
export function checkedToken({ SecretString, SecretBinary, ...rest }: NewVersion): string {
  if (SecretString !== undefined && SecretBinary !== undefined) throw errors.bothValues()
  if (rest.ClientRequestToken === undefined) throw errors.tokenMissing()
  return rest.ClientRequestToken
}

/**
 * Moves a stage to a version, which others lose. A new AWSCURRENT leaves AWSPREVIOUS on the version
 * that was current.
 */
// Recorded: sm-2, sm-5 (the order of the stages).
export function moveStage(
  versions: ReadonlyMap<string, StoredVersion>,
  stage: string,
  to: string | undefined,
): ReadonlyMap<string, StoredVersion> {
  const from = versionAt({ versions }, stage)?.id
  if (from === to) return versions
  const moved = new Map(versions)
  const change = (id: string | undefined, stages: (own: readonly string[]) => string[]): void => {
    const version = id === undefined ? undefined : moved.get(id)
    if (version) moved.set(version.id, { ...version, stages: stages(version.stages) })
  }
  change(from, (own) => own.filter((each) => each !== stage))
  change(to, (own) => (stage === CURRENT ? [stage, ...own] : [...own, stage]))
  if (stage !== CURRENT || from === undefined) return moved
  return moveStage(withoutStage(moved, to, PREVIOUS), PREVIOUS, from)
}

function withoutStage(
  versions: ReadonlyMap<string, StoredVersion>,
  id: string | undefined,
  stage: string,
): ReadonlyMap<string, StoredVersion> {
  const version = id === undefined ? undefined : versions.get(id)
  if (!version?.stages.includes(stage)) return versions
  const stages = version.stages.filter((each) => each !== stage)
  return new Map(versions).set(version.id, { ...version, stages })
}

/** Whether a version has the id and the value of a request: it was sent before. */
export function repeats(
  { versions }: Pick<StoredSecret, 'versions'>,
  id: string,
  { SecretString, SecretBinary }: SecretValue,
): boolean {
  const known = versions.get(id)
  return known !== undefined && known.text === SecretString && sameBytes(known.binary, SecretBinary)
}

/** Adds a version, or finds the same one: a repeated request changes nothing. */
export function addVersion(
  secret: StoredSecret,
  id: string,
  value: SecretValue,
  stages: readonly string[],
  now: number,
): StoredSecret {
  if (secret.versions.has(id)) {
    // AWS: PutSecretValue, ClientRequestToken: with the same value the request is ignored.
    if (repeats(secret, id, value)) return secret
    throw errors.versionExists()
  }
  const added: ReadonlyMap<string, StoredVersion> = new Map(secret.versions).set(id, {
    id,
    text: value.SecretString,
    binary: value.SecretBinary,
    createdAt: now,
    accessedAt: undefined,
    stages: [],
  })
  // Recorded: the first version of an empty secret becomes current as well.
  const isFirst = secret.versions.size === 0 && !stages.includes(CURRENT)
  const all = isFirst ? [...stages, CURRENT] : stages
  const versions = all.reduce((map, stage) => moveStage(map, stage, id), added)
  return { ...secret, versions, changedAt: now }
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.from(a).equals(b)

const SUFFIX = /-[a-zA-Z0-9]{6}$/

/**
 * Finds a secret by name, ARN, or ARN without its random suffix. An ARN whose name itself looks
 * like a suffix is not found without its own.
 */
// Recorded: sm-10.
export function find(state: SecretsState, id: string, now: number): StoredSecret {
  const secret = named(state, id)
  // Its recovery window has passed.
  if (secret.deletionAt !== undefined && secret.deletionAt <= now) throw errors.secretNotFound()
  return secret
}

function named({ secrets }: SecretsState, id: string): StoredSecret {
  const [, path] = /^arn:[^:]+:secretsmanager:[^:]*:\d*:secret:(.+)$/.exec(id) ?? []
  if (path === undefined) {
    const secret = secrets.get(id)
    if (!secret) throw errors.secretNotFound()
    return secret
  }
  const exact = secrets.get(path.replace(SUFFIX, ''))
  if (exact && exact.arn === id) return exact
  const partial = SUFFIX.test(path) ? undefined : secrets.get(path)
  if (!partial?.arn.startsWith(`${id}-`)) throw errors.secretNotFound()
  return partial
}

/** Finds a secret that is not marked for deletion. */
export function findActive(state: SecretsState, id: string, now: number): StoredSecret {
  const secret = find(state, id, now)
  if (secret.deletedAt !== undefined) throw errors.markedForDeletion()
  return secret
}

/** Finds the version of a request by id, by stage, or the current one. */
export function findVersion(
  secret: StoredSecret,
  versionId: string | undefined,
  stage: string | undefined,
): StoredVersion {
  if (versionId !== undefined) {
    const version = secret.versions.get(versionId)
    if (!version) throw errors.versionNotFound(versionId)
    if (stage !== undefined && !version.stages.includes(stage)) throw errors.stageOfOtherVersion()
    return version
  }
  const wanted = stage ?? CURRENT
  const version = versionAt(secret, wanted)
  if (!version) throw errors.stageNotFound(wanted)
  return version
}

/** Finds a secret that a request may change: not a replica. */
export function findPrimary(state: SecretsState, id: string, now: number): StoredSecret {
  const secret = findActive(state, id, now)
  if (secret.primaryRegion !== undefined) throw errors.replicaReadOnly()
  return secret
}

/** Keeps a secret as it is now, in all regions that have it. */
export function keep(state: SecretsState, secret: StoredSecret): void {
  state.secrets.set(secret.name, secret)
  for (const replica of secret.replicas) {
    if (replica.failure === undefined) follow(state.world, secret, replica)
  }
}

/** AWS: replicate-secrets.html: value and metadata are replicated, resource policies are not. */
function follow(world: World, secret: StoredSecret, { region, kmsKeyId }: Replica): void {
  const { secrets } = world.in(region).state(secretsmanager)
  const existing = secrets.get(secret.name)
  secrets.set(secret.name, {
    ...secret,
    arn: secret.arn.replace(`:${world.options.region}:`, `:${region}:`),
    kmsKeyId,
    policy: existing?.policy,
    accessedAt: existing?.accessedAt,
    replicas: [],
    primaryRegion: world.options.region,
    declared: undefined,
  })
}

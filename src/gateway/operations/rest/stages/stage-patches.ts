/**
 * The patch operations of stages: deployment, variables, method settings, and canaries, which
 * `copy` promotes.
 *
 * AWS: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch
 */
import type { World } from '../../../../core/world/world.ts'
import type { Api, Canary, Stage, StageParts } from '../../../api/deployments.ts'
import { changeAccessLog } from '../../../control/access-log.ts'
import { badRequest, deploymentMissing } from '../../../control/errors.ts'
import {
  applyPatches,
  toFlag,
  type Patch,
  type PatchOperation,
  type PatchWords,
} from '../../../control/patch.ts'
import { METHOD_RULES, withServed, type StageRule } from './method-setting-patches.ts'
import { toVariables } from './stage-input.ts'

export function patchStage(
  world: World,
  api: Api,
  stage: Stage,
  operations: readonly PatchOperation[],
): StageParts {
  return withServed(applyPatches<Stage>(stage, operations, rulesOf(world, api), WORDS))
}

const rulesOf = (world: World, api: Api): readonly StageRule[] => [
  {
    path: '/deploymentId',
    ops: ['replace'],
    apply: (stage, { value }) => ({ ...stage, deploymentId: known(api, value) }),
  },
  { path: '/deploymentId', ops: ['copy'], apply: promote },
  { path: '/variables', ops: ['copy'], apply: promote },
  {
    path: '/variables/*',
    ops: ['add', 'replace', 'remove'],
    apply: (stage, patch) => ({ ...stage, variables: patched(stage.variables, patch) }),
  },
  ...canaryRules(api),
  ...['description', 'documentationVersion', 'clientCertificateId'].map((name) =>
    shownRule(name, (value) => value),
  ),
  shownRule('tracingEnabled', toFlag),
  ...METHOD_RULES,
  ...accessLogRules(world),
]

function known(api: Api, deploymentId: string): string {
  if (!api.deployments.has(deploymentId)) throw deploymentMissing()
  return deploymentId
}

function patched(
  variables: StageParts['variables'],
  { op, value, names: [name = ''] }: Patch,
): StageParts['variables'] {
  const { [name]: _, ...others } = variables ?? {}
  return toVariables(op === 'remove' ? others : { ...others, [name]: value })
}

/** `copy` from the canary. The canary stays until it is removed. */
// Seen: LocalStack's provider, tested against AWS.
function promote(stage: Stage, { from }: Patch): Stage {
  const { canary } = stage
  if (!COPIED.includes(from))
    throw badRequest(
      'Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]',
    )
  if (!canary) throw badRequest('Promotion not available. Canary does not exist.')
  return from === '/canarySettings/deploymentId'
    ? { ...stage, deploymentId: canary.deploymentId }
    : { ...stage, variables: toVariables({ ...stage.variables, ...canary.variables }) }
}

const COPIED = ['/canarySettings/deploymentId', '/canarySettings/stageVariableOverrides']

const canaryOf = ({ canary, deploymentId }: Stage): Canary =>
  canary ?? {
    ...{ deploymentId: deploymentId ?? '', percentTraffic: 0, variables: undefined },
    useStageCache: false,
  }

const canaryRules = (api: Api): readonly StageRule[] => [
  {
    path: '/canarySettings',
    ops: ['remove'],
    apply: (stage) => ({ ...stage, canary: undefined }),
  },
  {
    path: '/canarySettings/percentTraffic',
    ops: ['replace'],
    apply: (stage, { value }) => ({
      ...stage,
      canary: { ...canaryOf(stage), percentTraffic: Number(value) },
    }),
  },
  {
    path: '/canarySettings/deploymentId',
    ops: ['replace'],
    apply: (stage, { value }) => ({
      ...stage,
      canary: { ...canaryOf(stage), deploymentId: known(api, value) },
    }),
  },
  {
    path: '/canarySettings/useStageCache',
    ops: ['replace'],
    apply: (stage, { value }) => ({
      ...stage,
      canary: { ...canaryOf(stage), useStageCache: toFlag(value) },
    }),
  },
  {
    path: '/canarySettings/stageVariableOverrides/*',
    ops: ['replace'],
    apply: (stage, patch) => {
      const canary = canaryOf(stage)
      return { ...stage, canary: { ...canary, variables: patched(canary.variables, patch) } }
    },
  },
]

const accessLogRules = (world: World): readonly StageRule[] => [
  {
    path: '/accessLogSettings',
    ops: ['remove'],
    apply: (stage) => ({ ...stage, accessLog: undefined }),
  },
  ...(['destinationArn', 'format'] as const).map((name): StageRule => ({
    path: `/accessLogSettings/${name}`,
    ops: ['add', 'replace'],
    apply: (stage, { value }) => ({
      ...stage,
      accessLog: changeAccessLog(world, stage.accessLog, { [name]: value }),
    }),
  })),
]

/** A member of AWS's form that has no effect in a test. */
const shownRule = (name: string, toValue: (text: string) => unknown): StageRule => ({
  path: `/${name}`,
  ops: ['replace'],
  apply: (stage, { value }) => ({ ...stage, shown: { ...stage.shown, [name]: toValue(value) } }),
})

/** AWS's list, in its order and with its missing commas. */
// Seen: LocalStack's provider, extracted from AWS's answers.
const VALID_PATHS =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]'

const invalidPath = (path: string) =>
  badRequest(`Invalid method setting path: ${path}. Must be one of: ${VALID_PATHS}`)

// Seen: LocalStack's provider, tested against AWS.
const WORDS: PatchWords = {
  unknownPath(path, op) {
    const isCanary = path.startsWith('/canarySettings')
    return isCanary && op !== 'replace' && op !== 'copy'
      ? badRequest(
          `Cannot ${op} method setting ${path.replace(/^\//, '')} because there is no method setting for this method `,
        )
      : invalidPath(path)
  },
  wrongOp: (path, op) =>
    path.startsWith('/canarySettings')
      ? badRequest(`Invalid ${op} operation with path: ${path}`)
      : invalidPath(path),
}

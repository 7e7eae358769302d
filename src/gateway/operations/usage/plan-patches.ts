/** The patches of UpdateUsagePlan. */
// AWS: patch-operations.html#UpdateUsagePlan-Patch
import type { Quota, Throttle } from '../../api/options.ts'
import type { PlanStage, UsagePlanDefinition } from '../../api/usage/usage.ts'
import { badRequest } from '../../control/errors.ts'
import { replaceOptionalText, replaceText, type PatchRule } from '../../control/patch.ts'

type PlanRule = PatchRule<UsagePlanDefinition>

export interface ThrottleSettings {
  readonly burstLimit?: number
  readonly rateLimit?: number
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (the account's
// limits). Unverified: a limit without one of its parts has the account's.
const ACCOUNT_THROTTLE: Throttle = { rate: 10_000, burst: 5_000 }

// Unverified: the wording.
export function throttleOf({ burstLimit, rateLimit }: ThrottleSettings): Throttle {
  const { rate, burst } = ACCOUNT_THROTTLE
  const throttle = { rate: rateLimit ?? rate, burst: burstLimit ?? burst }
  if (!(throttle.rate >= 0) || !(throttle.burst >= 0))
    throw badRequest('Usage Plan throttle rate and burst limits should not be negative')
  return throttle
}

const NUMBERS = { rateLimit: 'rate', burstLimit: 'burst' } as const

const throttleRule = (name: keyof typeof NUMBERS): PlanRule => ({
  path: `/throttle/${name}`,
  ops: ['add', 'replace'],
  apply: (plan, { value }) => ({ ...plan, throttle: withLimit(plan.throttle, name, value) }),
})

const withLimit = (
  throttle: Throttle = ACCOUNT_THROTTLE,
  name: keyof typeof NUMBERS,
  value: string,
): Throttle => ({ ...throttle, [NUMBERS[name]]: toNumber(value) })

const quotaRule = (name: keyof Quota): PlanRule => ({
  path: `/quota/${name}`,
  ops: ['add', 'replace'],
  apply: (plan, { value }) => ({
    ...plan,
    quota: {
      ...(plan.quota ?? { limit: 0, period: 'DAY' }),
      [name]: name === 'period' ? value : toNumber(value),
    },
  }),
})

const removal = (name: 'quota' | 'throttle'): PlanRule => ({
  path: `/${name}`,
  ops: ['remove'],
  apply: (plan) => ({ ...plan, [name]: undefined }),
})

/** A patch of one stage: `/apiStages/<api>:<stage>/throttle/...`. */
const stageRule = (
  path: string,
  ops: PlanRule['ops'],
  change: (stage: PlanStage, names: readonly string[], value: string) => PlanStage['routes'],
): PlanRule => ({
  path: `/apiStages/*/throttle${path}`,
  ops,
  apply(plan, { names: [id = '', ...names], value }) {
    const wanted = toStage(id)
    return {
      ...plan,
      stages: plan.stages.map((stage) =>
        isSame(stage, wanted) ? { ...stage, routes: change(stage, names, value) } : stage,
      ),
    }
  },
})

const routeOf = ([path = '', method = '']: readonly string[]): string => `${method} ${path}`

const routeRule = (name: keyof typeof NUMBERS): PlanRule =>
  stageRule(`/*/*/${name}`, ['add', 'replace'], ({ routes }, names, value) => ({
    ...routes,
    [routeOf(names)]: withLimit(routes[routeOf(names)], name, value),
  }))

function withoutRoute({ routes }: PlanStage, names: readonly string[]): PlanStage['routes'] {
  const { [routeOf(names)]: _, ...others } = routes
  return others
}

export const PLAN_RULES: readonly PlanRule[] = [
  replaceText('name'),
  replaceOptionalText('description'),
  replaceOptionalText('productCode'),
  {
    path: '/apiStages',
    ops: ['add', 'remove'],
    apply(plan, { op, value }) {
      const given = toStage(value)
      const others = plan.stages.filter((stage) => !isSame(stage, given))
      return { ...plan, stages: op === 'remove' ? others : [...others, given] }
    },
  },
  removal('throttle'),
  throttleRule('rateLimit'),
  throttleRule('burstLimit'),
  removal('quota'),
  quotaRule('limit'),
  quotaRule('offset'),
  quotaRule('period'),
  routeRule('rateLimit'),
  routeRule('burstLimit'),
  stageRule('/*/*', ['remove'], withoutRoute),
  stageRule('', ['remove'], () => ({})),
]

// Seen: LocalStack's provider, tested against AWS.
function toStage(text: string): PlanStage {
  const [apiId, stage, ...more] = text.split(':')
  if (!apiId || !stage || more.length > 0) throw badRequest('Invalid API Stage specified')
  return { apiId, stage, routes: {} }
}

const isSame = (one: PlanStage, other: PlanStage): boolean =>
  one.apiId === other.apiId && one.stage === other.stage

function toNumber(text: string): number {
  const number = Number(text)
  // Unverified: the wording.
  if (text === '' || !Number.isFinite(number)) throw badRequest(`Invalid number: ${text}`)
  return number
}

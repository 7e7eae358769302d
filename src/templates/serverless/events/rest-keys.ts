/**
 * API keys and usage plans of REST APIs.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events/apigateway#setting-api-keys-for-your-rest-api
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { ref, type Draft } from '../draft.ts'
import { normalize } from '../names.ts'
import { listOf, membersOf, type Properties, type Service } from '../service.ts'
import { API, DEPLOYMENT } from './rest-route.ts'

/** Keys by name or `{ name, value }`, in one usage plan, or `{ free: [...] }`, in the plan `free`. */
export function addKeys(
  { name, stage, provider }: Service,
  settings: Properties,
  draft: Draft,
): void {
  const keys = listOf(settings['apiKeys'] ?? provider['apiKeys'])
  const plans = settings['usagePlan'] ?? provider['usagePlan']
  if (keys.length === 0 && plans === undefined) return
  const planIds = Array.isArray(plans)
    ? plans.flatMap((plan) => Object.entries(membersOf(plan)))
    : [['', plans] as const]
  for (const [plan, given] of planIds)
    addPlan(plan, `${name}-${stage}${plan && `-${plan}`}`, stage, membersOf(given), draft)
  let number = 0
  for (const key of keys) {
    const [plan, given] = planOf(key)
    for (const one of given) addKey(one, `${normalize(plan)}${++number}`, planId(plan), draft)
  }
}

const planId = (plan: string): string => `ApiGatewayUsagePlan${normalize(plan)}`

/** `{ free: [key1, key2] }`: the keys of a plan. */
function planOf(key: unknown): [string, readonly unknown[]] {
  const [entry, ...others] = isObject(key) ? Object.entries(key) : []
  return entry && others.length === 0 && Array.isArray(entry[1])
    ? [entry[0], entry[1] as unknown[]]
    : ['', [key]]
}

function addPlan(
  plan: string,
  name: string,
  stage: string,
  { quota, throttle, description }: Properties,
  draft: Draft,
): void {
  draft.add(
    planId(plan),
    'AWS::ApiGateway::UsagePlan',
    {
      UsagePlanName: name,
      Description: description,
      ApiStages: [{ ApiId: ref(API), Stage: stage }],
      Quota: isObject(quota)
        ? withoutUndefined({
            Limit: quota['limit'],
            Offset: quota['offset'],
            Period: quota['period'],
          })
        : undefined,
      Throttle: isObject(throttle)
        ? withoutUndefined({ BurstLimit: throttle['burstLimit'], RateLimit: throttle['rateLimit'] })
        : undefined,
    },
    { DependsOn: DEPLOYMENT },
  )
}

function addKey(key: unknown, suffix: string, plan: string, draft: Draft): void {
  const given: Properties = isObject(key) ? key : { name: key }
  const id = `ApiGatewayApiKey${suffix}`
  draft.add(
    id,
    'AWS::ApiGateway::ApiKey',
    {
      Name: given['name'],
      Value: given['value'],
      Description: given['description'],
      Enabled: given['enabled'] ?? true,
    },
    { DependsOn: DEPLOYMENT },
  )
  draft.add(`ApiGatewayUsagePlanKey${suffix}`, 'AWS::ApiGateway::UsagePlanKey', {
    KeyId: ref(id),
    KeyType: 'API_KEY',
    UsagePlanId: ref(plan),
  })
}

/**
 * `UsagePlan` in `Auth`: a usage plan with one key.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html
 */
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { propertiesIn, ref, type Properties, type SamContext } from '../context.ts'
import type { ApiSource } from './document.ts'

/** The prefix of the resources that several APIs share. */
const SHARED = 'Serverless'

export function addUsagePlan(
  { id, properties }: ApiSource,
  context: SamContext,
  stageId: string,
  own: Properties,
): void {
  const {
    CreateUsagePlan: way,
    UsagePlanName,
    Description,
    Quota,
    Throttle,
    Tags,
  } = propertiesIn(propertiesIn(properties['Auth'])['UsagePlan'])
  const resolved = context.resolve(way)
  if (resolved !== 'PER_API' && resolved !== 'SHARED') return
  const prefix = resolved === 'SHARED' ? SHARED : id
  const before = propertiesIn(context.resources[`${prefix}UsagePlan`]?.Properties)
  const keyBefore = propertiesIn(context.resources[`${prefix}ApiKey`]?.Properties)
  const stages = [...listIn(before['ApiStages']), { ApiId: ref(id), Stage: ref(stageId) }]
  context.add(
    `${prefix}UsagePlan`,
    'AWS::ApiGateway::UsagePlan',
    {
      ...before,
      ApiStages: stages,
      ...withoutUndefined({ UsagePlanName, Description, Quota, Throttle, Tags }),
    },
    own,
  )
  const stageKeys = [
    ...listIn(keyBefore['StageKeys']),
    { RestApiId: ref(id), StageName: ref(stageId) },
  ]
  context.add(
    `${prefix}ApiKey`,
    'AWS::ApiGateway::ApiKey',
    { Enabled: true, StageKeys: stageKeys },
    own,
  )
  context.add(
    `${prefix}UsagePlanKey`,
    'AWS::ApiGateway::UsagePlanKey',
    {
      KeyId: ref(`${prefix}ApiKey`),
      KeyType: 'API_KEY',
      UsagePlanId: ref(`${prefix}UsagePlan`),
    },
    own,
  )
}

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

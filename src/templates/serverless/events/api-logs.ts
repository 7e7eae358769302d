/**
 * Names and access logs of a service's APIs.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml (provider.logs)
 */
import { getAtt, type Draft } from '../draft.ts'
import { membersOf, type Properties, type Service } from '../service.ts'

/** `dev-shop`, or `shop-dev` with `shouldStartNameWithService`. */
export const apiName = ({ name, stage }: Service, settings: Properties): string =>
  settings['shouldStartNameWithService'] === true ? `${name}-${stage}` : `${stage}-${name}`

/** The settings of an API's logs. Undefined without logs. */
export function logsOf({ provider }: Service, kind: string): Properties | undefined {
  const given = membersOf(provider['logs'])[kind]
  return given === undefined || given === false ? undefined : membersOf(given)
}

/** The group of an API's logs: `/aws/http-api/shop-dev`. Returns its logical id. */
export function addGatewayLogGroup(
  { provider, name, stage }: Service,
  id: string,
  kind: string,
  draft: Draft,
): string {
  draft.add(id, 'AWS::Logs::LogGroup', {
    LogGroupName: `/aws/${kind}/${name}-${stage}`,
    RetentionInDays: provider['logRetentionInDays'],
  })
  return id
}

export const accessLog = (groupId: string, Format: unknown): Properties => ({
  DestinationArn: getAtt(groupId, 'Arn'),
  Format,
})

/** Integrations of HTTP APIs: from `createGateway`'s form to AWS's, and back. */
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { V2Integration } from '../api/draft/v2.ts'
import type { RouteDefinition } from '../api/definition.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import type { RouteOptions } from '../api/options.ts'
import { HTTP_TIMEOUT_MS } from '../limits.ts'
import { functionOfUri, lambdaArn } from './lambda-uri.ts'

/** The integration of a route in AWS's form. */
export function integrationOfHttpRoute(
  world: World,
  { given, integration: built }: RouteDefinition,
  IntegrationId: string,
): V2Integration {
  const { integration, timeout } = given
  const common = {
    IntegrationId,
    TimeoutInMillis: timeout === undefined ? HTTP_TIMEOUT_MS : toMilliseconds(timeout, 'timeout'),
    PayloadFormatVersion: '1.0',
    ...(integration && { given: integration }),
  }
  if (built.type === 'AWS_PROXY')
    return {
      ...common,
      IntegrationType: 'AWS_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: lambdaArn(world, built.function),
      PayloadFormatVersion: built.payloadFormatVersion,
      ...mappingsOf(integration),
    }
  if (integration?.type === 'HTTP_PROXY')
    return {
      ...common,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: integration.integrationHttpMethod ?? 'ANY',
      // A backend that is a function has no URL.
      IntegrationUri:
        typeof integration.uri === 'string' ? integration.uri : 'http://backend.test/',
      ...mappingsOf(integration),
    }
  return {
    ...common,
    IntegrationType: 'AWS_PROXY',
    ...(integration &&
      'subtype' in integration && {
        IntegrationSubtype: integration.subtype,
        ...(integration.credentials !== undefined && { CredentialsArn: integration.credentials }),
      }),
    ...mappingsOf(integration),
  }
}

function mappingsOf(
  integration: RouteOptions['integration'],
): Pick<V2Integration, 'RequestParameters' | 'ResponseParameters'> {
  const { requestParameters, responseParameters } = (integration ?? {}) as {
    readonly requestParameters?: V2Integration['RequestParameters']
    readonly responseParameters?: V2Integration['ResponseParameters']
  }
  return {
    ...(requestParameters && { RequestParameters: requestParameters }),
    ...(responseParameters && { ResponseParameters: responseParameters }),
  }
}

/** The form that routes take. */
export function httpIntegrationToOptions(integration: V2Integration): RouteOptions {
  const { given, TimeoutInMillis, RequestParameters, ResponseParameters } = integration
  const { IntegrationUri = '', IntegrationSubtype: subtype, IntegrationMethod } = integration
  const { CredentialsArn } = integration
  const timeout =
    TimeoutInMillis === HTTP_TIMEOUT_MS ? undefined : { timeout: TimeoutInMillis / 1000 }
  const format = { payloadFormatVersion: integration.PayloadFormatVersion as '1.0' | '2.0' }
  const mappings = {
    ...(RequestParameters && { requestParameters: RequestParameters }),
    ...(ResponseParameters && { responseParameters: ResponseParameters }),
  }
  if (given) return { integration: given, ...timeout, ...(given.type === 'AWS_PROXY' && format) }
  if (integration.IntegrationType === 'HTTP_PROXY')
    return {
      ...timeout,
      integration: {
        ...{ type: 'HTTP_PROXY', uri: IntegrationUri, ...mappings },
        ...(IntegrationMethod !== undefined &&
          IntegrationMethod !== 'ANY' && { integrationHttpMethod: IntegrationMethod }),
      },
    }
  if (subtype !== undefined)
    return {
      ...timeout,
      integration: {
        ...{ type: 'AWS_PROXY', subtype, requestParameters: RequestParameters ?? {} },
        ...(CredentialsArn !== undefined && { credentials: CredentialsArn }),
        ...(ResponseParameters && { responseParameters: ResponseParameters }),
      },
    }
  const target = uncheckedFunction(
    functionOfUri(IntegrationUri) ?? IntegrationUri,
    integration.CredentialsArn,
  )
  return (RequestParameters ?? ResponseParameters)
    ? { ...timeout, ...format, integration: { type: 'AWS_PROXY', function: target, ...mappings } }
    : { ...timeout, ...format, handler: target }
}

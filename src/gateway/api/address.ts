/** Host names, URLs and stage prefixes of gateways. */

export const executeApiHost = (id: string, region: string): string =>
  `${id}.execute-api.${region}.amazonaws.com`

/** `a1b2c3d4e5` for `a1b2c3d4e5.execute-api.us-east-1.amazonaws.com`. Undefined for other hosts. */
export const apiIdOfHost = (host: string): string | undefined =>
  /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\.?(?::443)?$/.exec(
    host.toLowerCase(),
  )?.[1]

/** The id in the host of a function URL: `<id>.lambda-url.us-east-1.on.aws`. */
export const functionUrlIdOf = (host: string): string | undefined =>
  /^([a-z0-9]+)\.lambda-url\.[a-z0-9-]+\.on\.aws\.?(?::443)?$/.exec(host.toLowerCase())?.[1]

export const gatewayUrl = (host: string, stage: string): string =>
  stage === '$default' ? `https://${host}` : `https://${host}/${stage}`

/** The stage of requests that the control plane sends to test a method. */
// Captured on AWS by Powertools for AWS Lambda (apigw-rest/console-test-ui.json)
export const TEST_STAGE = 'test-invoke-stage'

export const isTestStage = (stage: string): boolean => stage === TEST_STAGE

/** Hosts and URLs of gateways. */

export const executeApiHost = (id: string, region: string): string =>
  `${id}.execute-api.${region}.amazonaws.com`

/** The id in an execute-api host name, or undefined: `a1b2c3d4e5.execute-api.us-east-1.amazonaws.com`. */
export const apiIdOfHost = (host: string): string | undefined =>
  /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?::443)?$/.exec(host.toLowerCase())?.[1]

export const gatewayUrl = (host: string, stage: string): string =>
  stage === '$default' ? `https://${host}` : `https://${host}/${stage}`

/**
 * Takes the stage off a path, or answers undefined when it is another one. `/prod/orders` is `/orders` of the stage prod.
 */
export function withoutStage(path: string, stage: string): string | undefined {
  if (stage === '$default') return path
  const prefix = `/${stage}`
  if (!path.startsWith(prefix)) return undefined
  const rest = path.slice(prefix.length)
  if (rest === '') return '/'
  return rest.startsWith('/') ? rest : undefined
}

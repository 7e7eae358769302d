/** Layers whose extensions are simulated. The code of all others is not there. */
import type { VersionDefinition } from '../definition/definition.ts'

const PARAMETERS_AND_SECRETS = 'AWS-Parameters-and-Secrets-Lambda-Extension'

/** The account of AWS's layers. Unverified beside us-east-1: each region has an account. */
const PUBLISHER = '177933569100'
const VERSION = '18'

/** Returns the ARN of a layer: AWS's own may be given by name. */
export const toLayerArn = (layer: string, region: string): string =>
  layer.startsWith('arn:')
    ? layer
    : `arn:aws:lambda:${region}:${PUBLISHER}:layer:${layer}:${VERSION}`

export const isKnownLayerName = (name: string): boolean =>
  name === PARAMETERS_AND_SECRETS || name === `${PARAMETERS_AND_SECRETS}-Arm64`

export function hasParametersAndSecrets({ shown }: Pick<VersionDefinition, 'shown'>): boolean {
  const { Layers = [] } = shown as { readonly Layers?: readonly { readonly Arn?: string }[] }
  return Layers.some(({ Arn = '' }) => isKnownLayerName(Arn.split(':')[6] ?? ''))
}

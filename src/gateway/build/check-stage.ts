/** Checks the name and the variables of a stage. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import type { GatewayType } from '../api/routing/route-key.ts'

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html (letters, digits,
// hyphens, underscores; 128 at most)
export function checkStage(stage: string, type: GatewayType, caller: string): string {
  if (stage === '$default' && type === 'http') return stage
  if (typeof stage === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(stage)) return stage
  throw new MisuseError(
    `${caller} received the stage '${String(stage)}'.`,
    'up to 128 letters, digits, hyphens and underscores',
    stage === '$default' ? 'Only HTTP APIs have the stage $default.' : undefined,
  )
}

export function checkStageVariables(
  variables: Readonly<Record<string, string>> | undefined,
  caller: string,
): Readonly<Record<string, string>> | undefined {
  if (!variables || Object.keys(variables).length === 0) return undefined
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value !== 'string')
      throw new MisuseError(
        `${caller} received ${nameOf(value)} for the stage variable '${name}'.`,
        'a string',
      )
  }
  return Object.freeze({ ...variables })
}

/** The settings of stages, as CreateDeployment and CreateStage take them. */
import { withoutUndefined } from '../../../../core/without-undefined.ts'
import type { StageSettings } from '../../../api/deployments.ts'

export interface CanaryInput {
  readonly deploymentId?: string
  readonly percentTraffic?: number
  readonly stageVariableOverrides?: Readonly<Record<string, string>>
  readonly useStageCache?: boolean
}

export interface StageInput {
  readonly description?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly canarySettings?: CanaryInput
  readonly cacheClusterEnabled?: boolean
  readonly cacheClusterSize?: string
  readonly tracingEnabled?: boolean
}

export const toVariables = (
  given: Readonly<Record<string, string>> | undefined,
): StageSettings['variables'] =>
  given && Object.keys(given).length > 0 ? Object.freeze({ ...given }) : undefined

export const newStage = (name: string): StageSettings => ({
  ...{ name, variables: undefined, autoDeploy: false, served: undefined },
})

export const shownOf = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  withoutUndefined(members)

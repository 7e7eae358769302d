/** The settings of stages of HTTP APIs. */
import type { StageParts } from '../../api/deployments.ts'

export const newV2Stage = (name: string): StageParts => ({
  ...{ name, variables: undefined, autoDeploy: false, served: undefined },
  ...{ deploymentId: undefined, canary: undefined },
})

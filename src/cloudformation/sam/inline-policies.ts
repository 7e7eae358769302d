/** The small policies that SAM adds to roles by itself. */
import type { Properties } from './context.ts'

/** One action on one resource. */
// AWS: serverless-application-model, samtranslator/model/iam.py
export const allowing = (PolicyName: string, Action: string, resource: unknown): Properties => ({
  PolicyName,
  PolicyDocument: { Statement: [{ Action, Effect: 'Allow', Resource: resource }] },
})

/**
 * What a target receives.
 * AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */

export interface RunFacts {
  readonly scheduleArn: string
  readonly scheduledTime: string
  readonly executionId: string
}

const ATTRIBUTE = /<aws\.scheduler\.(schedule-arn|scheduled-time|execution-id|attempt-number)>/g

/** Fills the context attributes of an Input. */
export const fillInput = (input: string, facts: RunFacts, attempt: number): string =>
  input.replace(ATTRIBUTE, (_, name: string) => {
    if (name === 'schedule-arn') return facts.scheduleArn
    if (name === 'scheduled-time') return facts.scheduledTime
    return name === 'execution-id' ? facts.executionId : String(attempt)
  })

import type { PreSignUpTriggerHandler } from 'aws-lambda'

/** Cognito asks it before a sign-up: the club is for people with an invitation. */
export const handler: PreSignUpTriggerHandler = async (event) => {
  if (event.request.validationData?.invitation !== process.env.INVITATION)
    throw new Error('you need an invitation')
  return event
}

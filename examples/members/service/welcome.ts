import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { PostConfirmationTriggerHandler } from 'aws-lambda'
import { documents } from './clients.js'

/** Cognito calls it once a sign-up is confirmed: a member begins with a profile. */
export const handler: PostConfirmationTriggerHandler = async (event) => {
  const { sub, email, name } = event.request.userAttributes
  await documents.send(
    new PutCommand({ TableName: process.env.MEMBERS, Item: { id: sub, email, name } }),
  )
  return event
}

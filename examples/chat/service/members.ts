// The table of connections: which client is in which room. It knows nothing of any test.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const TableName = process.env.MEMBERS

export interface Member {
  connectionId: string
  room: string
  name: string
}

export const join = async (member: Member): Promise<void> => {
  await documents.send(new PutCommand({ TableName, Item: member }))
}

/** The member that left, if the table knew it. */
export async function leave(room: string, connectionId: string): Promise<Member | undefined> {
  const { Attributes } = await documents.send(
    new DeleteCommand({ TableName, Key: { room, connectionId }, ReturnValues: 'ALL_OLD' }),
  )
  return Attributes as Member | undefined
}

export async function membersOf(room: string): Promise<Member[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'room = :room',
      ExpressionAttributeValues: { ':room': room },
    }),
  )
  return Items as Member[]
}

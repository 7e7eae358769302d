/**
 * Cases that are code. Each has a separate client and region. scripts/conformance.mjs runs them.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { groups, type ConformanceCase } from './dynamodb/index.ts'
import type { RunnableCase } from './run.ts'

const failuresOf = async ({ run, region: name }: ConformanceCase): Promise<string[]> => {
  try {
    const region = createRegion(name === undefined ? {} : { region: name })
    await run(new DynamoDBClient(region.sdk), (request) => region.fetch(request))
    return []
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]
  }
}

export const coded: readonly RunnableCase[] = Object.values(groups)
  .flat()
  .map((one) => ({ id: one.id, title: one.title, failures: () => failuresOf(one) }))

/** What loads when it is first used: to all but the build, plain imports (scripts/build/rooms-file.ts). Call these inside functions only. */
import * as dynamodb from './index.ts'
import * as dynamodbStreams from './streams/index.ts'
import * as recipe from './table/recipe.ts'

export const rooms = {
  dynamodb: (): typeof dynamodb => dynamodb,
  dynamodbStreams: (): typeof dynamodbStreams => dynamodbStreams,
  recipe: (): typeof recipe => recipe,
}

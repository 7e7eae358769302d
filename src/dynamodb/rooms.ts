/**
 * The modules that load on first use. The build turns these imports into lazy ones
 * (scripts/build/rooms-file.ts), so call these functions inside functions only: a call at the top
 * level of a module would load the module at start.
 */
import * as backups from './operations/backups/index.ts'
import * as dynamodb from './index.ts'
import * as dynamodbStreams from './streams/index.ts'
import * as partiql from './operations/partiql/index.ts'
import * as recipe from './table/recipe.ts'
import * as switches from './room/run-with-options.ts'

export const rooms = {
  backups: (): typeof backups => backups,
  dynamodb: (): typeof dynamodb => dynamodb,
  dynamodbStreams: (): typeof dynamodbStreams => dynamodbStreams,
  partiql: (): typeof partiql => partiql,
  recipe: (): typeof recipe => recipe,
  switches: (): typeof switches => switches,
}

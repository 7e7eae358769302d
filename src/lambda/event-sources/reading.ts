/** Whether the execution role of a mapping's function may read its source. */
import { letRoleSend, mayAct } from '../../core/delivery/sender.ts'
import type { ServiceError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition, SourceService } from '../definition/mapping.ts'
import { GRANTED, NEEDED } from '../definition/source-permissions.ts'
import { lambda } from '../service.ts'
import { senderOf } from '../invoking/receivers.ts'
import * as errors from './errors.ts'
import { toSourceService } from './settings.ts'

interface Reader {
  readonly functionName: string
  readonly service: SourceService
  readonly sourceArn: string
}

/** Throws Lambda's refusal of a mapping whose function may not read the source. */
export function checkReading(world: World, reader: Reader, cause: JournalRecord): void {
  if (!mayRead(world, reader, cause)) throw refusalOf(reader)
}

function mayRead(
  world: World,
  { functionName, service, sourceArn }: Reader,
  cause: JournalRecord,
): boolean {
  if (world.ports.permissions?.isEnforced !== true) return true
  const sender = senderOf(world, functionName)
  return (
    !sender ||
    NEEDED[service].every((action) => mayAct(world, sender, { action, resource: sourceArn, cause }))
  )
}

/** Notes on a mapping that its function may not read the source. */
export function mayPoll(world: World, mapping: MappingDefinition): boolean {
  const { uuid, service, sourceArn, target } = mapping
  const [functionName = ''] = target.split(':')
  if (mayRead(world, { functionName, service, sourceArn }, world.journal.root)) return true
  const { definitions, results } = world.state(lambda).mappings
  if (definitions.has(uuid)) results.set(uuid, `PROBLEM: ${refusalOf(mapping).message}`)
  return false
}

// AWS: as users report it: re:Post, "The provided execution role does not have permissions".
function refusalOf({ service, sourceArn }: Pick<Reader, 'service' | 'sourceArn'>): ServiceError {
  switch (service) {
    case 'sqs':
      return errors.mayNotReceive()
    case 'dynamodb':
      return errors.mayNotReadStream(
        sourceArn,
        'GetRecords, GetShardIterator, DescribeStream, and ListStreams',
      )
    case 'kinesis':
      return errors.mayNotReadStream(
        sourceArn,
        'GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams',
      )
  }
}

/**
 * Lets the role of a function read a source, and send what it gives up, as CDK's event sources do.
 */
export function letRoleRead(
  world: World,
  functionName: string,
  { sourceArn, onFailure }: { readonly sourceArn: string; readonly onFailure: string | undefined },
): void {
  const role = world.ports.functions.roleOf?.(functionName)
  if (role === undefined) return
  const Action = GRANTED[toSourceService(sourceArn)]
  world.ports.identities?.grant(role, { Effect: 'Allow', Action, Resource: sourceArn })
  if (onFailure !== undefined) letRoleSend(world, role, onFailure)
}

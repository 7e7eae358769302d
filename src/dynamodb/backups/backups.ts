/** Takes, finds, deletes and describes backups. */
import { parseArn } from '../../core/arn.ts'
import { transitionMilliseconds } from '../options.ts'
import type { World } from '../../core/world/world.ts'
import {
  describeKey,
  describeOnDemand,
  describeProjection,
  describeTimeToLive,
  toSeconds,
} from '../state/describe-table.ts'
import { cloneContent, type TableState } from '../storage/table.ts'
import type { Backup } from '../storage/backup.ts'
import type { DynamoDbState } from '../state/state.ts'
import { accessDenied } from '../errors.ts'
import { rooms } from '../rooms.ts'
import { backupNotFound, invalidBackupArn } from './errors.ts'

type Shown = Readonly<Record<string, unknown>>

// AWS (measured, 2026): DDB-BACKUP-015
const SYSTEM_LIFETIME_MS = 35 * 24 * 3_600_000

/** AWS (measured, 2026): DDB-BACKUP-006: the id begins with the time in milliseconds. */
const backupArn = (tableArn: string, now: number, suffix: string): string =>
  `${tableArn}/backup/${String(now).padStart(14, '0')}-${suffix}`

/** Backs up the present content of a table. */
export function takeBackup(
  state: DynamoDbState,
  table: TableState,
  name: string,
  world: World,
): Backup {
  const createdAt = world.clock.now()
  const suffix = world.ids.text('backup', 8, '0123456789abcdef')
  return keep(state, {
    arn: backupArn(table.definition.arn, createdAt, suffix),
    name,
    type: 'USER',
    createdAt,
    availableAt: createdAt + transitionMilliseconds(world),
    definition: table.definition,
    content: cloneContent(table),
  })
}

/** Takes the backup that AWS makes when a table with point-in-time recovery is deleted. */
export function takeSystemBackup(state: DynamoDbState, table: TableState, world: World): Backup {
  const createdAt = world.clock.now()
  return keep(state, {
    arn: backupArn(table.definition.arn, createdAt, '00000000'),
    name: `${table.definition.name}$DeletedTableBackup`,
    type: 'SYSTEM',
    createdAt,
    availableAt: createdAt,
    expiresAt: createdAt + SYSTEM_LIFETIME_MS,
    definition: table.definition,
    content: cloneContent(table),
  })
}

function keep(state: DynamoDbState, backup: Backup): Backup {
  state.backups = new Map(state.backups).set(backup.arn, backup)
  return backup
}

export function dropBackup(state: DynamoDbState, { arn }: Backup): void {
  const backups = new Map(state.backups)
  backups.delete(arn)
  state.backups = backups
}

export const isExpired = ({ expiresAt }: Backup, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now

export function findBackup(state: DynamoDbState, arn: string, world: World): Backup {
  const parts = parseArn(arn)
  if (parts?.service !== 'dynamodb' || !/^table\/[^/]+\/backup\/[^/]+$/.test(parts.resource)) {
    throw invalidBackupArn()
  }
  if (parts.account !== world.options.accountId) throw accessDenied()
  const backup = state.backups.get(arn)
  if (!backup || isExpired(backup, world.clock.now())) throw backupNotFound(arn)
  return backup
}

/** Describes a backup. `status` replaces the status that follows from the time. */
export const describeDetails = (backup: Backup, now: number, status?: string): Shown => ({
  BackupArn: backup.arn,
  BackupName: backup.name,
  BackupSizeBytes: backup.content.items.bytes,
  BackupStatus: status ?? (now < backup.availableAt ? 'CREATING' : 'AVAILABLE'),
  BackupType: backup.type,
  BackupCreationDateTime: toSeconds(backup.createdAt),
  ...(backup.expiresAt !== undefined && { BackupExpiryDateTime: toSeconds(backup.expiresAt) }),
})

// AWS (measured, 2026): DDB-BACKUP-004, DDB-BACKUP-009, DDB-BACKUP-021
export const describeBackup = (backup: Backup, now: number, status?: string): Shown => ({
  BackupDetails: describeDetails(backup, now, status),
  SourceTableDetails: describeSource(backup),
  SourceTableFeatureDetails: backup.type === 'SYSTEM' ? {} : describeFeatures(backup),
})

function describeSource({ definition, content }: Backup): Shown {
  const { throughput, onDemand } = definition
  return {
    TableName: definition.name,
    TableId: definition.id,
    TableArn: definition.arn,
    TableSizeBytes: content.items.bytes,
    KeySchema: describeKey(definition.key),
    TableCreationDateTime: toSeconds(definition.createdAt),
    ProvisionedThroughput: {
      ReadCapacityUnits: throughput.read,
      WriteCapacityUnits: throughput.write,
    },
    ...(onDemand && { OnDemandThroughput: describeOnDemand(onDemand) }),
    ItemCount: content.items.size,
    BillingMode: definition.billingMode,
  }
}

function describeFeatures({ definition }: Backup): Shown {
  const { indexes, vectorIndexes, stream, timeToLive, encryption } = definition
  const index = ({ name, key, projection }: (typeof indexes)[number]): Shown => ({
    IndexName: name,
    KeySchema: describeKey(key),
    Projection: describeProjection(projection),
  })
  const locals = indexes.filter(({ kind }) => kind === 'local').map(index)
  const globals = indexes
    .filter(({ kind }) => kind === 'global')
    .map((each) => ({
      ...index(each),
      ProvisionedThroughput: {
        ReadCapacityUnits: each.throughput?.read ?? 0,
        WriteCapacityUnits: each.throughput?.write ?? 0,
      },
    }))
  return {
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals }),
    ...(globals.length > 0 && { GlobalSecondaryIndexes: globals }),
    ...(vectorIndexes.length > 0 && {
      VectorIndexes: vectorIndexes.map(rooms.vectors().describeVectorSettings),
    }),
    ...(stream && { StreamDescription: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(timeToLive?.enabled && { TimeToLiveDescription: describeTimeToLive(definition) }),
    ...(encryption && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: encryption.keyArn },
    }),
  }
}

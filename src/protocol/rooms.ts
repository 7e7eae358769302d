/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as awsProtocols from '@aws-sdk/core/protocols'
import * as cbor from '@smithy/core/cbor'
import * as eventStreams from '@smithy/core/event-streams'
import * as protocols from '@smithy/core/protocols'
import * as schemas from '@smithy/core/schema'
import * as zlib from 'node:zlib'

export const rooms = {
  awsProtocols: (): typeof awsProtocols => awsProtocols,
  cbor: (): typeof cbor => cbor,
  eventStreams: (): typeof eventStreams => eventStreams,
  protocols: (): typeof protocols => protocols,
  schemas: (): typeof schemas => schemas,
  zlib: (): typeof zlib => zlib,
}

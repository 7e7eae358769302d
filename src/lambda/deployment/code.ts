/**
 * The code of a function that is made through the API. A package cannot run in this process, so its
 * name stands for a registered function, whose handler then runs.
 */
import type {
  CodePackage,
  FunctionDefinition,
  VersionDefinition,
} from '../definition/definition.ts'
import { missingHandler } from '../definition/handlers.ts'
import { badZip, noSource, zipTooLarge } from '../deployment-errors.ts'
import { ZIPPED_BYTES } from '../limits.ts'
import type { LambdaState } from '../state.ts'
import { changeFunction } from './find.ts'
import { rooms } from '../rooms.ts'

/** The members of FunctionCode and of UpdateFunctionCode. */
export interface CodeInput {
  readonly ZipFile?: Uint8Array
  readonly S3Bucket?: string
  readonly S3Key?: string
  readonly S3ObjectVersion?: string
  readonly ImageUri?: string
}

/** Gives a handler to a function that has none, with its published versions. */
export function giveHandler(
  state: LambdaState,
  definition: FunctionDefinition,
  given: Pick<VersionDefinition, 'handler' | 'freshModules'>,
): void {
  const complete = (code: VersionDefinition): VersionDefinition =>
    code.handler === missingHandler ? { ...code, ...given } : code
  const published = [...definition.published].map(
    ([version, code]) => [version, complete(code)] as const,
  )
  changeFunction(state, definition, {
    latest: complete(definition.latest),
    published: new Map(published),
  })
}

export type Code = Pick<VersionDefinition, 'handler' | 'freshModules'> & {
  readonly package: CodePackage
  readonly traits: VersionDefinition['traits']
}

const ZIP = [0x50, 0x4b]

const isZip = (bytes: Uint8Array): boolean => ZIP.every((byte, index) => bytes[index] === byte)

/** `build/place-order.zip` names `place-order`, and so does `.../place-order:latest`. */
const baseName = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/[:@].*$/, '').replace(/\.zip$/i, '')

function nameIn({ ZipFile, S3Key, ImageUri }: CodeInput): string | undefined {
  if (ZipFile) return isZip(ZipFile) ? undefined : Buffer.from(ZipFile).toString('utf8').trim()
  const path = ImageUri ?? S3Key
  return path === undefined ? undefined : baseName(path)
}

/** Returns the code that a request names. Throws AWS's errors for unusable packages. */
export function toCode(state: LambdaState, input: CodeInput): Code {
  const uploaded = toPackage(input)
  const name = nameIn(input)
  const named = name === undefined ? undefined : state.definitions.get(name)?.latest
  if (!named && input.ZipFile && !isZip(input.ZipFile)) throw badZip()
  return {
    handler: named?.handler ?? missingHandler,
    freshModules: named?.freshModules ?? false,
    package: uploaded,
    traits: { isLoader: named?.traits.isLoader },
  }
}

function toPackage({
  ZipFile,
  S3Bucket,
  S3Key,
  S3ObjectVersion,
  ImageUri,
}: CodeInput): CodePackage {
  if (ZipFile) {
    if (ZipFile.length > ZIPPED_BYTES) throw zipTooLarge(ZIPPED_BYTES)
    return { sha256: sha256Of(ZipFile), size: ZipFile.length }
  }
  if (ImageUri !== undefined) return { sha256: sha256Of(ImageUri), size: 0, imageUri: ImageUri }
  if (S3Bucket === undefined || S3Key === undefined) throw noSource()
  // The object's bytes are unknown here: its place and version take their role.
  return { sha256: sha256Of([S3Bucket, S3Key, S3ObjectVersion ?? ''].join('\n')), size: 0 }
}

const sha256Of = (content: Uint8Array | string): string =>
  rooms.nodeCrypto().createHash('sha256').update(content).digest('base64')

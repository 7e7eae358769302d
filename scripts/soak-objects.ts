/** The soak's objects: a versioned bucket, through its handle and the SDK, against a model. */
import assert from 'node:assert/strict'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Bucket, Region } from 'miniregion'

const FOLDERS = ['a/', 'b/', '']
const NAMES = 8

export interface ObjectsWorld {
  readonly bucket: Bucket
  readonly client: S3Client
}

export const defineObjects = (region: Region): ObjectsWorld => ({
  bucket: region.createBucket('soak', { versioned: true }),
  // One attempt: a fault is answered instead of retried.
  client: new S3Client({ ...region.sdk, maxAttempts: 1 }),
})

export class ObjectsRun {
  faults = 0
  readonly #world: ObjectsWorld
  readonly #random: () => number
  readonly #model = new Map<string, string>()
  #versions = 0

  constructor(world: ObjectsWorld, region: Region, random: () => number) {
    this.#world = world
    this.#random = random
    region.faults.fail('s3', 'SlowDown', { probability: 0.01, seed: random(), status: 503 })
  }

  async step(): Promise<void> {
    try {
      await this.#act(this.#pick(6))
    } catch (error) {
      if ((error as Error).name !== 'SlowDown') throw error
      this.faults++
    }
  }

  async #act(what: number): Promise<void> {
    const { bucket, client } = this.#world
    const Key = this.#key()
    const target = { Bucket: bucket.name, Key }
    const content = `${this.#random()}`.repeat(1 + this.#pick(20))
    const known = this.#model.get(Key)
    if (what === 0) bucket.put(Key, content)
    else if (what === 1) await client.send(new PutObjectCommand({ ...target, Body: content }))
    else if (what === 2) return this.#delete(Key)
    else if (what === 3) return this.#copy(Key)
    else if (what === 4) return this.#list()
    else {
      const Range = `bytes=${this.#pick(10)}-${10 + this.#pick(10)}`
      const [, from, to] = /(\d+)-(\d+)/.exec(Range) ?? []
      if (known === undefined) return
      const { Body } = await client.send(new GetObjectCommand({ ...target, Range }))
      assert.equal(await Body?.transformToString(), known.slice(Number(from), Number(to) + 1))
      return
    }
    this.#model.set(Key, content)
    this.#versions++
  }

  async #delete(Key: string): Promise<void> {
    const { bucket, client } = this.#world
    await client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key }))
    this.#model.delete(Key)
    // The marker.
    this.#versions++
  }

  async #copy(from: string): Promise<void> {
    const { bucket, client } = this.#world
    const content = this.#model.get(from)
    const Key = this.#key()
    if (content === undefined || Key === from) return
    const CopySource = `${bucket.name}/${encodeURIComponent(from)}`
    await client.send(new CopyObjectCommand({ Bucket: bucket.name, Key, CopySource }))
    this.#model.set(Key, content)
    this.#versions++
  }

  async #list(): Promise<void> {
    const { bucket, client } = this.#world
    const Prefix = FOLDERS[this.#pick(FOLDERS.length)]!
    const listed: (string | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket.name, Prefix, MaxKeys: 3, ContinuationToken }),
      )
      for (const object of page.Contents ?? []) listed.push(object.Key)
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    assert.deepEqual(
      listed,
      this.#keys().filter((key) => key.startsWith(Prefix)),
    )
  }

  /** What must hold at any time. */
  check(): void {
    const { bucket } = this.#world
    assert.deepEqual(bucket.keys, this.#keys())
    for (const [key, content] of this.#model) assert.equal(bucket.get(key)?.text(), content)
    const all = FOLDERS.flatMap((folder) =>
      Array.from({ length: NAMES }, (_, name) => bucket.versions(`${folder}${name}`)),
    )
    assert.equal(all.flat().length, this.#versions)
  }

  #keys(): string[] {
    return [...this.#model.keys()].sort()
  }

  #key(): string {
    return `${FOLDERS[this.#pick(FOLDERS.length)]}${this.#pick(NAMES)}`
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count)
  }
}

/** Assemblies with nested stacks and stages, as `cdk synth` writes them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromCdk } from '../index.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'))
  for (const [path, content] of Object.entries(FILES)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

const BUCKET = 'https://s3.us-east-1.amazonaws.com/cdk-assets-123456789012-us-east-1'
const NESTED_PATH = 'Shop/Work.NestedStack/Work.NestedStackResource'

const asset = (path: string, objectKey: string): object => ({
  source: { path },
  destinations: { current: { bucketName: 'cdk-assets', objectKey } },
})

const stackOf = (templateFile: string, more: object): object => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://123456789012/us-east-1',
  properties: { templateFile },
  ...more,
})

const FILES: Readonly<Record<string, object | string>> = {
  'manifest.json': {
    artifacts: {
      'assembly-Prod': {
        type: 'cdk:cloud-assembly',
        properties: { directoryName: 'assembly-Prod' },
      },
      Shop: stackOf('Shop.template.json', { dependencies: ['Shop.assets'], displayName: 'Shop' }),
      'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
    },
  },
  'Shop.assets.json': {
    files: {
      a: asset('ShopWork.nested.template.json', 'abc.json'),
      b: asset('asset.def', 'def.zip'),
    },
  },
  'Shop.template.json': {
    Resources: {
      Jobs: { Type: 'AWS::SQS::Queue' },
      WorkNested: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: {
          TemplateURL: { 'Fn::Join': ['', [`${BUCKET}/abc.json`]] },
          Parameters: { Queue: { 'Fn::GetAtt': ['Jobs', 'QueueName'] } },
        },
        Metadata: { 'aws:cdk:path': NESTED_PATH },
      },
    },
  },
  'ShopWork.nested.template.json': {
    Parameters: { Queue: { Type: 'String' } },
    Resources: {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          ...{ Runtime: 'nodejs22.x', Handler: 'index.handler' },
          Role: 'arn:aws:iam::123456789012:role/work',
          Code: { S3Bucket: 'cdk-assets', S3Key: 'def.zip' },
          Environment: { Variables: { QUEUE: { Ref: 'Queue' } } },
        },
        Metadata: { 'aws:cdk:path': 'Shop/Work/Fn/Resource' },
      },
    },
  },
  'asset.def/index.js': 'exports.handler = async () => process.env.QUEUE',
  'assembly-Prod/manifest.json': {
    artifacts: {
      ProdShop12: {
        ...stackOf('ProdShop12.template.json', { displayName: 'Prod/Shop' }),
        properties: { templateFile: 'ProdShop12.template.json', stackName: 'Prod-Shop' },
      },
    },
  },
  'assembly-Prod/ProdShop12.template.json': { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
}

it('nested stacks come from the assets, with their code', async () => {
  const { stack } = fromCdk(folder, { load: (file) => import(file) })(createRegion())
  expect(stack.skipped).toEqual([])
  const work = stack.stack('Work')
  const { payload } = await work.function('Shop/Work/Fn').invoke({})
  expect(payload).toBe(stack.queue('Jobs').name)
})

it('handlers are given to functions of nested stacks by their paths', async () => {
  const handlers = { 'Shop/Work/Fn': async () => 'given' }
  const { stack } = fromCdk(folder, { handlers })(createRegion())
  await expect(stack.stack('Shop/Work').function('Fn').invoke({})).resolves.toMatchObject({
    payload: 'given',
  })
})

it('stacks of stages are chosen by path or name', () => {
  for (const name of ['Prod/Shop', 'Prod-Shop']) {
    const region = createRegion()
    const { stack } = fromCdk(folder, { stack: name })(region)
    expect(stack.topic('Topic').name).toMatch(/^Prod-Shop-Topic-/)
    expect(Object.keys(stack.resources)).toEqual(['Topic'])
  }
  expect(() => fromCdk(folder, { stack: 'Prod/Shp' })).toThrow(
    "the option stack: one of Shop, Prod/Shop. Did you mean 'Prod/Shop'?",
  )
})

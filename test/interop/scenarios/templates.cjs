/** Regions from the files that deploy an application. */
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const templates = () => require('miniregion/templates')

const SAM = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Jobs:
    Type: AWS::SQS::Queue
  Work:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: work.handler
      Runtime: nodejs22.x
      Events:
        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
`

const SERVERLESS = `
service: shop
provider: { name: aws, runtime: nodejs22.x }
functions:
  work:
    handler: work.handler
    events:
      - schedule: rate(1 day)
`

module.exports = ({ scenario, miniregion }) => {
  const { createRegion, defineRegion } = miniregion

  const inFolder = async (files, run) => {
    const folder = mkdtempSync(join(tmpdir(), 'templates-'))
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      return await run(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  scenario('a SAM template becomes a region', (t) =>
    inFolder({ 'template.yaml': SAM }, async (folder) => {
      const bodies = []
      const Work = async (event) => void bodies.push(...event.Records.map(({ body }) => body))
      const file = join(folder, 'template.yaml')
      const app = defineRegion(templates().fromTemplate(file, { handlers: { Work } }))
      await app(async ({ stack, region }) => {
        stack.queue('Jobs').send('one')
        await region.idle()
        t.equal(bodies, ['one'])
        t.equal(stack.skipped, [])
        t.equal(stack.function('Work').name, stack.resources.Work.physicalId)
      })()
      t.equal(templates().checkTemplate(file).missingHandlers, ['Work'])
    }),
  )

  scenario('a CDK template and a serverless.yml become regions', (t) =>
    inFolder({ 'serverless.yml': SERVERLESS }, async (folder) => {
      const template = { toJSON: () => ({ Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } }) }
      const { stack } = templates().fromCdk(template)(createRegion())
      t.equal(stack.queue('Jobs').size, 0)
      const region = createRegion()
      const file = join(folder, 'serverless.yml')
      const work = async () => 'worked'
      const shop = templates().fromServerless(file, { handlers: { work } })(region).stack
      await region.clock.advance('1d')
      await region.idle()
      t.equal(shop.function('work').lastInvocation.payload, 'worked')
    }),
  )

  scenario('a custom resource runs its function', async (t) => {
    const type = 'AWS::Lambda::Function'
    const Properties = { Handler: 'index.handler', Runtime: 'nodejs22.x' }
    const ServiceToken = { 'Fn::GetAtt': ['Maker', 'Arn'] }
    const template = {
      Resources: {
        Maker: { Type: type, Properties },
        Made: { Type: 'Custom::Thing', Properties: { ServiceToken } },
      },
      Outputs: { Id: { Value: { Ref: 'Made' } } },
    }
    const Maker = async ({ ResponseURL, StackId, RequestId, LogicalResourceId }) => {
      const ids = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'made' }
      const body = JSON.stringify({ Status: 'SUCCESS', ...ids })
      await fetch(ResponseURL, { method: 'PUT', body })
    }
    const app = defineRegion(templates().fromTemplate(template, { handlers: { Maker } }))
    await app(({ stack }) => t.equal(stack.outputs, { Id: 'made' }))()
  })
}

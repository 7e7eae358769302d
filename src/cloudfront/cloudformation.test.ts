import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { fromTemplate } from '../templates/index.ts'

const TEMPLATE = {
  Resources: {
    Site: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'site' } },
    Access: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          Name: 'site',
          OriginAccessControlOriginType: 's3',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Site' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Action: ['s3:GetObject', 's3:ListBucket'],
              Resource: [{ 'Fn::GetAtt': ['Site', 'Arn'] }, { 'Fn::Sub': '${Site.Arn}/*' }],
              Condition: {
                StringEquals: {
                  'AWS:SourceArn': {
                    'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Cdn}',
                  },
                },
              },
            },
          ],
        },
      },
    },
    Keyed: {
      Type: 'AWS::CloudFront::CachePolicy',
      Properties: {
        CachePolicyConfig: {
          Name: 'keyed',
          MinTTL: 0,
          DefaultTTL: 60,
          MaxTTL: 120,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: false,
            CookiesConfig: { CookieBehavior: 'none' },
            HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['accept-language'] },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
          },
        },
      },
    },
    Security: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'security',
          CustomHeadersConfig: { Items: [{ Header: 'X-Site', Value: 'yes', Override: true }] },
        },
      },
    },
    Rewrite: {
      Type: 'AWS::CloudFront::Function',
      Properties: {
        Name: 'rewrite',
        AutoPublish: true,
        FunctionCode:
          "function handler(event) { if (event.request.uri === '/old') event.request.uri = '/new.html'; return event.request }",
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      },
    },
    Cdn: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: 'index.html',
          Aliases: ['www.example.com'],
          ViewerCertificate: {
            AcmCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
          },
          Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['JP'] } },
          Logging: { Bucket: 'logs.s3.amazonaws.com' },
          Origins: [
            {
              Id: 'site',
              DomainName: { 'Fn::GetAtt': ['Site', 'RegionalDomainName'] },
              S3OriginConfig: { OriginAccessIdentity: '' },
              OriginAccessControlId: { 'Fn::GetAtt': ['Access', 'Id'] },
              OriginCustomHeaders: [{ HeaderName: 'X-From', HeaderValue: 'cdn' }],
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'site',
            ViewerProtocolPolicy: 'redirect-to-https',
            CachePolicyId: { Ref: 'Keyed' },
            ResponseHeadersPolicyId: { Ref: 'Security' },
            FunctionAssociations: [
              {
                EventType: 'viewer-request',
                FunctionARN: { 'Fn::GetAtt': ['Rewrite', 'FunctionARN'] },
              },
            ],
          },
          CacheBehaviors: [
            {
              PathPattern: '/legacy/*',
              TargetOriginId: 'site',
              ViewerProtocolPolicy: 'allow-all',
              ForwardedValues: { QueryString: true, Cookies: { Forward: 'none' } },
              AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
            },
          ],
          CustomErrorResponses: [
            { ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/index.html' },
          ],
        },
      },
    },
  },
  Outputs: { Domain: { Value: { 'Fn::GetAtt': ['Cdn', 'DomainName'] } } },
}

it('loads a site with a distribution', async () => {
  const region = createRegion()
  const { stack } = await fromTemplate(TEMPLATE)(region)
  expect(stack.skipped).toMatchObject([
    { logicalId: 'Cdn', property: 'DistributionConfig.Logging' },
  ])
  stack.bucket('Site').seed({ 'index.html': 'home', 'new.html': 'new', 'legacy/a': 'old' })
  const cdn = stack.distribution('Cdn')
  expect(stack.outputs['Domain']).toBe(cdn.domainName)

  const home = await cdn.fetch('/')
  expect([await home.text(), home.headers.get('x-site')]).toEqual(['home', 'yes'])
  expect(await (await region.fetch('https://www.example.com/old')).text()).toBe('new')
  expect(await (await cdn.fetch('/legacy/a?b=1')).text()).toBe('old')
  expect(await (await cdn.fetch('/no/page')).text()).toBe('home')
  expect(cdn.requests[0]?.originRequest?.headers['x-from']).toBe('cdn')
  expect((await cdn.fetch('/', { from: 'NRT' })).status).toBe(403)
  expect(
    (await cdn.fetch('/', { headers: { 'accept-language': 'de' } })).headers.get('x-cache'),
  ).toBe('Miss from cloudfront')
})

// An issuer under miniregion/auto: code that verifies tokens reads its keys by itself.
import 'miniregion/auto'
import { JwtVerifier } from 'aws-jwt-verify'
import { testIssuer } from 'miniregion'
import { expect, it } from 'vitest'

it.each(['RS256', 'ES512'] as const)('is asked for its keys: %s', async (algorithm) => {
  const issuer = testIssuer({ issuer: `https://${algorithm.toLowerCase()}.test`, algorithm })
  const verifier = JwtVerifier.create({ issuer: issuer.issuer, audience: 'orders' })
  expect(await verifier.verify(issuer.token({ sub: 'ann', aud: 'orders' }))).toMatchObject({
    sub: 'ann',
  })
  await expect(verifier.verify(issuer.token({ aud: 'others' }))).rejects.toThrow(/Audience/)
})

it('is asked by fetch', async () => {
  const issuer = testIssuer()
  const discovery = await fetch('https://issuer.test/.well-known/openid-configuration')
  const { jwks_uri: uri } = (await discovery.json()) as { jwks_uri: string }
  expect(await (await fetch(uri)).json()).toEqual(issuer.jwks)
})

import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import type { UserPoolClient } from './handle/client.ts'
import type { UserPool } from './handle/user-pool.ts'

const CALLBACK = 'https://app.example/cb'

let region: Region
let users: UserPool
let web: UserPoolClient

beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  users = region.createUserPool('shop', { domain: 'shop', mfa: 'OPTIONAL' })
  users.addResourceServer('api', ['read', 'write'])
  web = users.addClient('web', {
    callbackUrls: [CALLBACK],
    logoutUrls: ['https://app.example/out'],
    oAuthFlows: ['code', 'implicit'],
    scopes: ['openid', 'email', 'api/read'],
  })
  users.addUser('ann', {
    password: 'P2$Sword',
    attributes: { email: 'ann@example.com', name: 'Ann' },
  })
})

const parameters = (more: Record<string, string> = {}): string =>
  new URLSearchParams({
    response_type: 'code',
    client_id: web.id,
    redirect_uri: CALLBACK,
    state: 'S',
    ...more,
  }).toString()

const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')

const hiddenIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Fills the login page in. */
async function logIn(query: string, password = 'P2$Sword'): Promise<Response> {
  const page = await users.fetch(`/login?${query}`)
  const html = await page.text()
  const form = { _csrf: hiddenIn(html, '_csrf'), username: 'ann', password }
  return users.fetch(`/login?${query}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { cookie: cookiesIn(page) },
  })
}

const locationOf = (response: Response): URL => new URL(response.headers.get('location') ?? '')

const post = (path: string, form: Record<string, string>, headers = {}): Promise<Response> =>
  users.fetch(path, { method: 'POST', body: new URLSearchParams(form), headers })

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe('the code flow', () => {
  it('goes from the login page to tokens, with PKCE', async () => {
    const code_verifier = 'v'.repeat(43)
    const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
    const query = parameters({ nonce: 'N', code_challenge, code_challenge_method: 'S256' })
    const begin = await users.fetch(`/oauth2/authorize?${query}`)
    expect(locationOf(begin).origin).toBe('https://shop.auth.us-east-1.amazoncognito.com')
    const entered = await logIn(query)
    const code = locationOf(entered).searchParams.get('code') ?? ''
    expect(locationOf(entered).searchParams.get('state')).toBe('S')
    const form = {
      grant_type: 'authorization_code',
      client_id: web.id,
      redirect_uri: CALLBACK,
      code,
      code_verifier,
    }
    const answer = await post('/oauth2/token', form)
    const tokens = (await answer.json()) as Record<string, string>
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect(claimsOf(tokens['id_token'] ?? '')).toMatchObject({
      nonce: 'N',
      email: 'ann@example.com',
    })
    expect(claimsOf(tokens['id_token'] ?? '')).not.toHaveProperty('name')
    expect(claimsOf(tokens['access_token'] ?? '')).toMatchObject({
      scope: 'openid email api/read',
      version: 2,
    })
    const info = await users.fetch('/oauth2/userInfo', {
      headers: { authorization: `Bearer ${tokens['access_token']}` },
    })
    expect(await info.json()).toEqual({
      sub: users.user('ann').sub,
      email: 'ann@example.com',
      email_verified: 'true',
      username: 'ann',
    })
    expect(await (await post('/oauth2/token', form)).json()).toEqual({ error: 'invalid_grant' })
    // The session of the login page needs no password again.
    const again = await users.fetch(`/oauth2/authorize?${query}`, {
      headers: { cookie: cookiesIn(entered) },
    })
    expect(locationOf(again).searchParams.has('code')).toBe(true)
    const wrong = { ...form, code: locationOf(again).searchParams.get('code') ?? '' }
    const refused = await post('/oauth2/token', { ...wrong, code_verifier: 'w'.repeat(43) })
    expect(await refused.json()).toEqual({ error: 'invalid_grant' })
  })

  it('refreshes and revokes', async () => {
    const code = locationOf(await logIn(parameters())).searchParams.get('code') ?? ''
    const client = { client_id: web.id }
    const answer = await post('/oauth2/token', {
      ...client,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      code,
    })
    const { refresh_token = '', access_token = '' } = (await answer.json()) as Record<
      string,
      string
    >
    const refresh = (): Promise<Response> =>
      post('/oauth2/token', { ...client, grant_type: 'refresh_token', refresh_token })
    expect(await (await refresh()).json()).not.toHaveProperty('refresh_token')
    const refused = await post('/oauth2/revoke', { ...client, token: access_token })
    expect(await refused.json()).toEqual({ error: 'unsupported_token_type' })
    expect((await post('/oauth2/revoke', { ...client, token: refresh_token })).status).toBe(200)
    expect(await (await refresh()).json()).toEqual({ error: 'invalid_grant' })
    const info = await users.fetch('/oauth2/userInfo', {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(info.status).toBe(401)
  })

  it('asks for a second factor', async () => {
    const { sub } = users.user('ann')
    users.addUser('bob', {
      password: 'P2$Sword',
      attributes: { phone_number: '+491234567890' },
    })
    expect(sub).toBeDefined()
    const state = { SMSMfaSettings: { Enabled: true } }
    const { CognitoIdentityProvider } = await import('@aws-sdk/client-cognito-identity-provider')
    await new CognitoIdentityProvider(region.sdk).adminSetUserMFAPreference({
      UserPoolId: users.id,
      Username: 'bob',
      ...state,
    })
    const path = `/login?${parameters()}`
    const page = await users.fetch(path)
    const cookie = cookiesIn(page)
    const _csrf = hiddenIn(await page.text(), '_csrf')
    const send = (form: Record<string, string>): Promise<Response> =>
      post(path, { _csrf, username: 'bob', ...form }, { cookie })
    const html = await (await send({ password: 'P2$Sword' })).text()
    const answer = { challenge: 'SMS_MFA', session: hiddenIn(html, 'session') }
    const wrong = await (await send({ ...answer, SMS_MFA_CODE: 'x' })).text()
    expect(wrong).toContain('Invalid code or auth state for the user.')
    const passed = await send({ ...answer, SMS_MFA_CODE: region.outbox.at(-1)?.code ?? '' })
    expect(locationOf(passed).searchParams.has('code')).toBe(true)
  })
})

describe('other flows', () => {
  it('implicit: tokens in the fragment', async () => {
    const entered = await logIn(parameters({ response_type: 'token', scope: 'openid' }))
    const fragment = new URLSearchParams(locationOf(entered).hash.slice(1))
    expect(Object.fromEntries(fragment)).toMatchObject({
      token_type: 'bearer',
      expires_in: '3600',
      state: 'S',
      id_token: expect.any(String),
    })
  })

  it('client credentials: a token of the machine', async () => {
    const machine = users.addClient('machine', { secret: true, scopes: ['api/read', 'api/write'] })
    const basic = (secret: string): object => ({
      authorization: `Basic ${Buffer.from(`${machine.id}:${secret}`).toString('base64')}`,
    })
    const ask = (scope: string, secret = machine.secret ?? ''): Promise<Response> =>
      post('/oauth2/token', { grant_type: 'client_credentials', scope }, basic(secret))
    const { access_token, ...rest } = (await (await ask('api/read')).json()) as {
      access_token: string
    }
    expect(rest).toEqual({ expires_in: 3600, token_type: 'Bearer' })
    expect(claimsOf(access_token)).toMatchObject({ sub: machine.id, scope: 'api/read' })
    expect(await (await ask('api/none')).json()).toEqual({ error: 'invalid_scope' })
    const wrong = await ask('api/read', 'x')
    expect([wrong.status, await wrong.json()]).toEqual([400, { error: 'invalid_client' }])
  })

  it('logout ends the session of the login page', async () => {
    const cookie = cookiesIn(await logIn(parameters()))
    const out = new URLSearchParams({ client_id: web.id, logout_uri: 'https://app.example/out' })
    const left = await users.fetch(`/logout?${out.toString()}`, { headers: { cookie } })
    expect(left.headers.get('location')).toBe('https://app.example/out')
    const after = await users.fetch(`/oauth2/authorize?${parameters()}`, { headers: { cookie } })
    expect(locationOf(after).pathname).toBe('/login')
  })
})

describe('bad requests', () => {
  it('are told to the client, or to nobody if the client is unknown', async () => {
    const refused = async (more: Record<string, string>): Promise<string> =>
      locationOf(await users.fetch(`/oauth2/authorize?${parameters(more)}`)).search
    expect(await refused({ scope: 'phone' })).toBe('?error=invalid_scope&state=S')
    expect(await refused({ response_type: '' })).toBe('?error=invalid_request&state=S')
    for (const more of [{ client_id: 'x' }, { redirect_uri: 'https://evil.example' }]) {
      const answer = await users.fetch(`/oauth2/authorize?${parameters(more)}`)
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
    }
  })

  it('show no script, and forms of other pages are refused', async () => {
    const page = await users.fetch(`/login?${parameters({ login_hint: '"><script>' })}`)
    expect(await page.text()).not.toContain('<script>')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    // A browser sends the form from the origin `null` otherwise, which the server refuses.
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://app.example",
    )
    const foreign = await post(`/login?${parameters()}`, { username: 'ann', password: 'P2$Sword' })
    expect(foreign.status).toBe(403)
    expect(await (await logIn(parameters(), 'wrong')).text()).toContain(
      'Incorrect username or password.',
    )
  })

  it('and secrets stay out of the records', async () => {
    await logIn(parameters())
    const { input } = users.calls.at(-1) ?? {}
    expect(JSON.stringify(input)).not.toContain('P2$Sword')
  })
})

describe('doors', () => {
  it('region.fetch and the server answer for the domain', async () => {
    const url = `https://shop.auth.us-east-1.amazoncognito.com/login?${parameters()}`
    expect((await region.fetch(url)).status).toBe(200)
    const server = await region.listen()
    const below = `${server.url}/_cognito/${users.id}/oauth2/authorize?${parameters()}`
    const answer = await fetch(below, { redirect: 'manual' })
    expect(answer.headers.get('location')).toContain(`${server.url}/_cognito/${users.id}/login?`)
    const keys = await fetch(`${server.url}/${users.id}/.well-known/jwks.json`)
    expect(await keys.json()).toEqual(users.jwks)
    await server.close()
  })
})

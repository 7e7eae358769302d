// The browser's library for Cognito, unchanged: sign-in by SRP, an app as second factor, devices.
import * as cognito from 'amazon-cognito-identity-js'
import { createUserPool } from 'miniregion'
import 'miniregion/auto'
import { expect, it } from 'vitest'

/** What the library keeps between sign-ins, as a browser's local storage. */
class Storage {
  readonly #entries = new Map<string, string>()
  getItem = (key: string): string | null => this.#entries.get(key) ?? null
  setItem = (key: string, value: string): void => void this.#entries.set(key, value)
  removeItem = (key: string): void => void this.#entries.delete(key)
  clear = (): void => this.#entries.clear()
}

type Callbacks = Partial<Omit<cognito.IAuthenticationCallback, 'onSuccess' | 'onFailure'>>

function signIn(
  user: cognito.CognitoUser,
  Password: string,
  callbacks: (resolve: (value: any) => void) => Callbacks = () => ({}),
): Promise<any> {
  const details = new cognito.AuthenticationDetails({ Username: user.getUsername(), Password })
  return new Promise((resolve, reject) => {
    user.authenticateUser(details, {
      onSuccess: resolve,
      onFailure: reject,
      ...callbacks(resolve),
    })
  })
}

it('signs in by SRP', async () => {
  const users = createUserPool('shop', { signInAliases: ['email'] })
  const web = users.addClient('web', { authFlows: ['USER_SRP_AUTH'] })
  users.addUser('ann@example.com', { password: 'P2$Sword' })

  const Pool = new cognito.CognitoUserPool({ UserPoolId: users.id, ClientId: web.id })
  const user = new cognito.CognitoUser({ Username: 'ann@example.com', Pool })
  const session: cognito.CognitoUserSession = await signIn(user, 'P2$Sword')
  expect(session.getIdToken().payload).toMatchObject({ email: 'ann@example.com' })
  const again = new cognito.CognitoUser({ Username: 'ann@example.com', Pool })
  await expect(signIn(again, 'wrong')).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })
})

it('sets a new password', async () => {
  const users = createUserPool('invited')
  const web = users.addClient('web')
  users.addUser('ann', { password: 'T3mp$rary', status: 'FORCE_CHANGE_PASSWORD' })

  const Pool = new cognito.CognitoUserPool({ UserPoolId: users.id, ClientId: web.id })
  const user = new cognito.CognitoUser({ Username: 'ann', Pool })
  const required = await signIn(user, 'T3mp$rary', (resolve) => ({
    newPasswordRequired: (_attributes: unknown, names: unknown) => resolve(names),
  }))
  expect(required).toEqual([])
  await new Promise((onSuccess, onFailure) =>
    user.completeNewPasswordChallenge('P2$Sword', {}, { onSuccess, onFailure }),
  )
  expect(users.user('ann').status).toBe('CONFIRMED')
})

it('remembers a device', async () => {
  const users = createUserPool('tracked', {
    mfa: 'OPTIONAL',
    deviceTracking: { challengeRequiredOnNewDevice: true },
  })
  const web = users.addClient('web')
  users.addUser('ann', { password: 'P2$Sword' })

  const settings = { UserPoolId: users.id, ClientId: web.id, Storage: new Storage() }
  const Pool = new cognito.CognitoUserPool(settings)
  const open = (): cognito.CognitoUser =>
    new cognito.CognitoUser({ Username: 'ann', Pool, Storage: settings.Storage })
  await signIn(open(), 'P2$Sword')
  await signIn(open(), 'P2$Sword')
  expect(users.calls.map(({ operation, error }) => error ?? operation)).toEqual([
    ...['InitiateAuth', 'RespondToAuthChallenge', 'ConfirmDevice'],
    ...['InitiateAuth', 'RespondToAuthChallenge', 'RespondToAuthChallenge'],
    'RespondToAuthChallenge',
  ])
})

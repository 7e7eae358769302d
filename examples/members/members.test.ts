import 'miniregion/auto'
import 'miniregion/vitest'
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion(
  (region) => {
    region.clock.freeze('2026-01-01T09:00:00Z')
    return deploy(region)
  },
  { iam: 'enforce' },
)

/** What the page of the club does. */
const cognito = new CognitoIdentityProviderClient({})
const USERNAME = 'ann@example.com'
const PASSWORD = 'P2$Sword'

const signUp = (ClientId: string, invitation: string) =>
  cognito.send(
    new SignUpCommand({
      ClientId,
      Username: USERNAME,
      Password: PASSWORD,
      UserAttributes: [{ Name: 'name', Value: 'Ann' }],
      ValidationData: [{ Name: 'invitation', Value: invitation }],
    }),
  )

const bearer = (token = '') => ({ headers: { authorization: `Bearer ${token}` } })

describe('a member', () => {
  it.concurrent(
    'signs up, confirms, signs in, and sees the profile',
    app(async ({ api, table, users, web, region }) => {
      const { UserSub: id } = await signUp(web.id, 'spring')
      const ConfirmationCode = region.outbox.at(-1)?.code
      const name = { ClientId: web.id, Username: USERNAME }
      await cognito.send(new ConfirmSignUpCommand({ ...name, ConfirmationCode }))
      expect(users).toHaveUser(USERNAME, { status: 'CONFIRMED' })
      expect(table).toHaveItem({ id }, { email: USERNAME, name: 'Ann' })

      const { AuthenticationResult: tokens } = await cognito.send(
        new InitiateAuthCommand({
          ClientId: web.id,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME, PASSWORD },
        }),
      )
      const answer = await api.get('/me', bearer(tokens?.IdToken))
      expect(answer).toHaveStatus(200)
      await expect(answer).toHaveJson({ name: 'Ann' })
    }),
  )

  it.concurrent(
    'needs an invitation',
    app(async ({ users, web, checkInvitation, region }) => {
      await expect(signUp(web.id, 'winter')).rejects.toMatchObject({
        name: 'UserLambdaValidationException',
        message: 'PreSignUp failed with error you need an invitation.',
      })
      expect(checkInvitation).toHaveFailedWith('Error', 'you need an invitation')
      expect(users.users).toEqual([])
      expect(region.outbox).toEqual([])
    }),
  )

  it.concurrent(
    'is let in with a token of the club, for an hour',
    app(async ({ api, table, users, web, members, region }) => {
      const ann = users.addUser(USERNAME)
      table.seed([{ id: ann.sub, name: 'Ann' }])
      expect(await api.get('/me')).toHaveStatus(401)
      const stranger = region.createUserPool('strangers').addClient('web')
      const foreign = stranger.token(region.userPool('strangers').addUser('eve'))
      expect(await api.get('/me', bearer(foreign))).toHaveStatus(401)

      const { idToken } = await web.signIn(ann)
      expect(await api.get('/me', bearer(idToken))).toHaveStatus(200)
      await region.clock.advance('61m')
      expect(await api.get('/me', bearer(idToken))).toHaveStatus(401)
      expect(members).toHaveBeenInvokedTimes(1)
    }),
  )
})

describe('a role that lacks a permission', () => {
  it.concurrent(
    'says which one, and what would allow it',
    app(async ({ api, table, users, web, members, membersRole, region }) => {
      const ann = users.addUser(USERNAME)
      table.seed([{ id: ann.sub, name: 'Ann' }])
      const { idToken } = await web.signIn(ann)
      const rename = () => api.put('/me', { name: 'Anna' }, bearer(idToken))

      expect(await rename()).toHaveStatus(500)
      expect(members).toHaveFailedWith(
        'AccessDeniedException',
        `User: arn:aws:sts::123456789012:assumed-role/members/members is not authorized to perform: dynamodb:UpdateItem on resource: ${table.arn} because no identity-based policy allows the dynamodb:UpdateItem action`,
      )
      expect(membersRole).toHaveBeenDenied('dynamodb:UpdateItem', table)
      const fix = { Effect: 'Allow', Action: 'dynamodb:UpdateItem', Resource: table.arn } as const
      expect(region.denials[0]).toMatchObject({ fix })

      membersRole.add(fix)
      await expect(await rename()).toHaveJson({ name: 'Anna' })
      expect(members).toHaveUsedOnly(['dynamodb:GetItem', 'dynamodb:UpdateItem'])
    }),
  )
})

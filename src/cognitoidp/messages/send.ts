/** Mails and text messages of a pool. They go into the region's outbox. */
import { leave } from '../../core/delivery/outbox.ts'
import type { Action } from '../action.ts'
import type { MessageTemplate } from '../settings/settings.ts'
import type { StoredUser } from '../state.ts'
import { userAttributesOf } from '../triggers/event.ts'
import { runTrigger } from '../triggers/run-trigger.ts'
import { maskEmail, maskPhone } from './mask.ts'

export type MessageSource =
  | 'CustomMessage_SignUp'
  | 'CustomMessage_AdminCreateUser'
  | 'CustomMessage_ResendCode'
  | 'CustomMessage_ForgotPassword'
  | 'CustomMessage_UpdateUserAttribute'
  | 'CustomMessage_VerifyUserAttribute'
  | 'CustomMessage_Authentication'

export interface CodeDeliveryDetails {
  readonly Destination: string
  readonly DeliveryMedium: 'EMAIL' | 'SMS'
  readonly AttributeName: string
}

export interface Message {
  readonly source: MessageSource
  readonly user: StoredUser
  /** The attribute that it is sent to. */
  readonly attribute: 'email' | 'phone_number'
  /** The address, if it is not the user's own of now. */
  readonly to?: string
  readonly code: string
}

// AWS: cognito-user-pool-settings-message-customizations.html. Unverified: the exact texts.
const INVITATION = {
  text: 'Your username is {username} and temporary password is {####}.',
  subject: 'Your temporary password',
}
const AUTHENTICATION = {
  text: 'Your authentication code is {####}.',
  subject: 'Your authentication code',
}
const VERIFICATION = {
  text: 'Your verification code is {####}.',
  subject: 'Your verification code',
}

interface Texts {
  readonly email: string
  readonly subject: string
  readonly sms: string
}

function textsOf({ pool }: Action, source: MessageSource): Texts {
  const { settings } = pool
  if (source === 'CustomMessage_AdminCreateUser') {
    const given: MessageTemplate = settings.AdminCreateUserConfig.InviteMessageTemplate ?? {}
    return {
      email: given.EmailMessage ?? INVITATION.text,
      subject: given.EmailSubject ?? INVITATION.subject,
      sms: given.SMSMessage ?? INVITATION.text,
    }
  }
  if (source === 'CustomMessage_Authentication') {
    return {
      email: AUTHENTICATION.text,
      subject: AUTHENTICATION.subject,
      sms: settings.SmsAuthenticationMessage ?? AUTHENTICATION.text,
    }
  }
  const template = settings.VerificationMessageTemplate
  return {
    email: template.EmailMessage ?? settings.EmailVerificationMessage ?? VERIFICATION.text,
    subject: template.EmailSubject ?? settings.EmailVerificationSubject ?? VERIFICATION.subject,
    sms: template.SmsMessage ?? settings.SmsVerificationMessage ?? VERIFICATION.text,
  }
}

const CODE = '{####}'
const USERNAME = '{username}'

/** Asks the trigger CustomMessage for other texts. */
// AWS: user-pool-lambda-custom-message.html
async function customized(action: Action, message: Message, texts: Texts): Promise<Texts> {
  const { source, user } = message
  const answer = await runTrigger(action, {
    name: 'CustomMessage',
    source,
    user,
    request: {
      userAttributes: userAttributesOf(user),
      codeParameter: CODE,
      linkParameter: '{##Click Here##}',
      usernameParameter: source === 'CustomMessage_AdminCreateUser' ? USERNAME : null,
      ...(action.metadata && { clientMetadata: action.metadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  })
  if (!answer) return texts
  const textIn = (name: string, otherwise: string): string =>
    typeof answer[name] === 'string' ? answer[name] : otherwise
  return {
    email: textIn('emailMessage', texts.email),
    subject: textIn('emailSubject', texts.subject),
    sms: textIn('smsMessage', texts.sms),
  }
}

/** Sends a code, and returns where to, as answers show it. */
export async function sendMessage(action: Action, message: Message): Promise<CodeDeliveryDetails> {
  const { user, attribute, code } = message
  const { world, record } = action
  const texts = await customized(action, message, textsOf(action, message.source))
  const to = message.to ?? user.attributes[attribute] ?? ''
  const isMail = attribute === 'email'
  const fill = (text: string): string =>
    text.replaceAll(CODE, code).replaceAll(USERNAME, user.username)
  leave(world, 'cognitoidp', record, {
    to,
    via: isMail ? 'email' : 'sms',
    subject: isMail ? texts.subject : undefined,
    text: fill(isMail ? texts.email : texts.sms),
    code,
  })
  return detailsOf(attribute, to)
}

export const detailsOf = (
  attribute: 'email' | 'phone_number',
  address: string,
): CodeDeliveryDetails =>
  attribute === 'email'
    ? { Destination: maskEmail(address), DeliveryMedium: 'EMAIL', AttributeName: attribute }
    : { Destination: maskPhone(address), DeliveryMedium: 'SMS', AttributeName: attribute }

import { expect, it } from 'vitest'
import { awsError } from './aws-error.ts'

it.each([
  [() => awsError('', 'no'), 'the name of an AWS error'],
  [() => awsError('Nope', 1 as never), "awsError('Nope') received a number. Expected its message"],
  [
    () => awsError('Nope', 'no', 429 as never),
    "an object with status, retryable, the error's own members.",
  ],
  [() => awsError('Nope', 'no', [] as never), "the error's own members"],
  [() => awsError('Nope', 'no', { status: 200 }), 'status: 200. Expected the HTTP status'],
])('names the slip: %s', (make, message) => {
  expect(make).toThrow(message)
})

import { Publish$, CreateTopic$, TagResource$ } from '@aws-sdk/client-sns'
import { expect, it } from 'vitest'
import { readForm } from './read-form.ts'

const read = (operation: readonly unknown[], form: string): unknown =>
  readForm(operation[4], new URLSearchParams(form))

it('reads structures, lists in order, maps and bytes', () => {
  const tags =
    'Action=TagResource&ResourceArn=a&Tags.member.10.Key=j&Tags.member.10.Value=1&Tags.member.2.Key=b&Tags.member.2.Value='
  expect(read(TagResource$, tags)).toEqual({
    ResourceArn: 'a',
    Tags: [
      { Key: 'b', Value: '' },
      { Key: 'j', Value: '1' },
    ],
  })
  const message =
    'Message=m&MessageAttributes.entry.1.Name=k&MessageAttributes.entry.1.Value.DataType=Binary&MessageAttributes.entry.1.Value.BinaryValue=AQI%3D'
  expect(read(Publish$, message)).toEqual({
    Message: 'm',
    MessageAttributes: { k: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) } },
  })
})

it('reads hostile names as plain members', () => {
  const form =
    'Name=t&__proto__.polluted=1&constructor=x&Attributes.entry.1.key=__proto__&Attributes.entry.1.value=v&Attributes.entry.x.key=no'
  const input = read(CreateTopic$, form) as { Attributes: object }
  expect(Object.keys(input)).toEqual(['Name', 'Attributes'])
  expect(Object.entries(input.Attributes)).toEqual([['__proto__', 'v']])
  expect(({} as { polluted?: string }).polluted).toBeUndefined()
})

/** S3's own pages for errors of a website. Recorded: S3.md, section 10. */
import type { ServiceError } from '../../core/errors.ts'
import { s3HostId } from '../../protocol/s3/answers.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escapeHtml = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character)

const line = (name: string, value: unknown): string =>
  `<li>${name}: ${escapeHtml(String(value))}</li>`

const linesOf = ({ code, message, fields }: ServiceError): string[] => [
  line('Code', code),
  line('Message', message),
  ...Object.entries(fields ?? {}).map(([name, value]) => line(name, value)),
]

const pageOf = (status: number, lines: readonly string[], rest: readonly string[]): string =>
  [
    '<html>',
    `<head><title>${status} ${TITLES[status] ?? 'Error'}</title></head>`,
    '<body>',
    `<h1>${status} ${TITLES[status] ?? 'Error'}</h1>`,
    '<ul>',
    ...lines,
    '</ul>',
    ...rest,
    '<hr/>',
    '</body>',
    '</html>',
    '',
  ].join('\n')

const idLines = (requestId: string): string[] => [
  line('RequestId', requestId),
  line('HostId', s3HostId(requestId)),
]

/** `nested`: why the error document could not be served. */
export const errorPage = (
  error: ServiceError,
  requestId: string,
  nested?: { readonly error: ServiceError; readonly key: string },
): string =>
  pageOf(
    error.status,
    [...linesOf(error), ...idLines(requestId)],
    nested
      ? [
          '<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>',
          '<ul>',
          ...linesOf(nested.error),
          '</ul>',
        ]
      : [],
  )

/** Recorded by peers (LocalStack). */
export const methodPage = (method: string, requestId: string): string =>
  pageOf(
    405,
    [
      line('Code', 'MethodNotAllowed'),
      line('Message', 'The specified method is not allowed against this resource.'),
      line('Method', method),
      line('ResourceType', 'OBJECT'),
      ...idLines(requestId),
    ],
    [],
  )

/** The output of a process, as entries of the log. */
import { StringDecoder } from 'node:string_decoder'
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import { parseLogLine, type LogEntry } from '../records/logs.ts'

const LEVELS: Readonly<Record<string, LogLevel>> = {
  TRACE: 'TRACE',
  DEBUG: 'DEBUG',
  INFO: 'INFO',
  WARN: 'WARN',
  WARNING: 'WARN',
  ERROR: 'ERROR',
  CRITICAL: 'FATAL',
  FATAL: 'FATAL',
}

// AWS: aws-lambda-python-runtime-interface-client bootstrap.py: `[INFO]\t<time>\t<request id>\t`.
const PYTHON = /^\[([A-Z]+)\]\t\S+Z\t[\w-]*\t(.*)$/s
// AWS: aws-lambda-nodejs-runtime-interface-client LogPatch.js: `<time>\t<request id>\tINFO\t`.
const NODE = /^\S+Z\t[\w-]+\t([A-Z]+)\t(.*)$/s

/** Takes level and message from a line in the form of AWS's Python or Node client, or in JSON. */
export function toEntry(line: string): Omit<LogEntry, 'at'> {
  const [, name = '', message = ''] = PYTHON.exec(line) ?? NODE.exec(line) ?? []
  const level = Object.hasOwn(LEVELS, name) ? LEVELS[name] : undefined
  return level === undefined ? parseLogLine(line) : { level, message, raw: line }
}

/** Splits what comes from one pipe into lines. */
export class LineReader {
  readonly #decoder = new StringDecoder('utf8')
  readonly #take: (line: string) => void
  #rest = ''

  constructor(take: (line: string) => void) {
    this.#take = take
  }

  read(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#take(line.endsWith('\r') ? line.slice(0, -1) : line)
  }

  /** Takes a line that has no end yet. */
  flush(): void {
    const line = this.#rest
    this.#rest = ''
    if (line !== '') this.#take(line)
  }
}

import { createHmac } from 'node:crypto'
import { defaultAccount, type Account, type Emulator } from '../src/index.js'
import { answerOf, handWith, type Answer, type Plain } from './client.js'

export type FormFields = Readonly<Record<string, string>>
export type Conditions = readonly unknown[]

export const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'

/** The fields that sign a policy. */
export function signForm(
  conditions: Conditions,
  {
    expiration = '2018-12-10T06:13:21.000Z',
    account = defaultAccount,
  }: { expiration?: unknown; account?: Account } = {},
): FormFields {
  return signPolicy(JSON.stringify({ expiration, conditions }), account)
}

/** The same for a policy that is already a text. */
export function signPolicy(json: string, account: Account = defaultAccount): FormFields {
  const policy = Buffer.from(json).toString('base64')
  const signature = createHmac('sha1', account.secretAccessKey).update(policy).digest('base64')
  return { AWSAccessKeyId: account.accessKeyId, policy, signature }
}

export interface Upload {
  readonly file?: string | Uint8Array
  readonly fileName?: string | undefined
  /** Headers of the part that is the file. */
  readonly partHeaders?: string
  /** What follows the file. */
  readonly after?: string
}

/** Writes a form as a browser does. */
export function formBody(
  fields: FormFields,
  { file = 'body', fileName = 'name.txt', partHeaders = '', after = '' }: Upload = {},
): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(fields).map(([name, value]) => {
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  })
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n${partHeaders}\r\n`
  const end = `\r\n--${boundary}${after === '' ? '--\r\n' : after}`
  return Uint8Array.from(
    Buffer.concat([...parts, head, file, end].map((part) => Buffer.from(part))),
  )
}

/** Posts a form to a bucket. */
export function post(
  emulator: Emulator,
  fields: FormFields,
  upload: Upload = {},
  change: Partial<Plain> = {},
): Promise<Answer> {
  return postBody(emulator, formBody(fields, upload), change)
}

export async function postBody(
  emulator: Emulator,
  body: Uint8Array<ArrayBuffer> | string,
  change: Partial<Plain> = {},
): Promise<Answer> {
  const plain: Plain = { method: 'POST', target: '/bucket/', body, ...change }
  const own = [['content-type', `multipart/form-data; boundary=${boundary}`]] as const
  return answerOf(
    await handWith(emulator, plain, [...(change.headers ?? own)] as [string, string][]),
  )
}

import { md5 } from 'hash-wasm'
import type { World } from './world.js'

/** What a new pair of keys consists of; the token is for temporary ones. */
export interface NewKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly token: string
}

/** Makes keys that look like those of OOS. They follow from a count, so that runs repeat. */
export async function makeKey({ state, commit }: World): Promise<NewKey> {
  const count = state.keysMade + 1
  commit({ type: 'count', to: { keysMade: count } })
  const digits = await Promise.all(
    ['id', 'secret', 'more secret', 'token'].map((what) => md5(`${what} ${count}`)),
  )
  const [id = '', secret = '', more = '', token = ''] = digits
  return {
    accessKeyId: id.slice(0, 20),
    secretAccessKey: (secret + more).slice(0, 40),
    // With all characters of Base64 that a careless client would encode wrongly.
    token: `emulator+token/${token}==`,
  }
}

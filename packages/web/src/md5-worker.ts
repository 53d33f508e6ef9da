// The script of a worker that makes MD5s; see `workerHasher`. It is built into one file without imports,
// so that it can also be copied and served as it is. Being a script, it does something when it is loaded.
import { md5Base64 } from '@oos-js/core'
import type { HashAnswer } from './hash/ask-worker.js'

// eslint-disable-next-line no-restricted-syntax -- Listening is what a worker does.
addEventListener('message', ({ data }: MessageEvent<Blob | null>) => {
  void answerOf(data).then((answer) => {
    postMessage(answer)
  })
})

async function answerOf(content: Blob | null): Promise<HashAnswer | null> {
  return content && { digest: await md5Base64(content).catch(() => undefined) }
}

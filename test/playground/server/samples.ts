import { randomBytes } from 'node:crypto'
import { PutObjectCommand } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'

/** Puts a few objects into the bucket, so that there is something to list and to download. */
export async function putSamples(client: OosClient, bucket: string): Promise<void> {
  const samples: Record<string, Blob> = {
    'samples/hello.txt': new Blob(['Hello from the emulator.\n'], { type: 'text/plain' }),
    'samples/24 MiB of noise.bin': new Blob([randomBytes(24 * 2 ** 20)]),
    '样例/你好.txt': new Blob(['来自模拟器的问候。\n'], { type: 'text/plain;charset=utf-8' }),
  }
  for (let day = 1; day <= 12; day++) {
    const date = `2026-11-${String(day).padStart(2, '0')}`
    samples[`diary/${date}.txt`] = new Blob([`${date}: uploaded something.\n`])
  }
  for (const [Key, Body] of Object.entries(samples)) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
  }
}

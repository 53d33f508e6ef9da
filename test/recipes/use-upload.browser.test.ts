import { ListMultipartUploadsCommand } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'
import type { Upload, UploadOptions } from '@oos-js/web'
import { createElement, StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { describe, expect, it } from 'vitest'
import { createApp, h } from 'vue'
import { useUpload as useInReact } from '../../docs/recipes/react/use-upload.ts'
import { useUpload as useInVue } from '../../docs/recipes/vue/use-upload.ts'
import { createStage, type Stage } from '../support/stage/stage.ts'

/** A component that uploads, in the page. */
interface Mounted {
  start(options: UploadOptions): void
  upload(): Upload | undefined
  /** What it shows. */
  text(): string
  unmount(): void
}

const frameworks = [
  ['React, in StrictMode', inReact],
  ['Vue', inVue],
] as const

describe.each(frameworks)('useUpload in %s', (_, mount) => {
  it('Req 22: begins one upload, and shows how it goes', async () => {
    const { stage, component } = await mountOnStage(mount)
    component.start(film)
    await component.upload()?.done()
    await rendered()
    const operations = (await stage.requests()).map(({ operation }) => operation)
    const begins = operations.filter((operation) => operation === 'CreateMultipartUpload')
    expect([component.text(), begins.length]).toEqual(['done 1', 1])
  })

  it('Req 22: ends the upload with the component, and leaves nothing on the service', async () => {
    const { stage, client, component } = await mountOnStage(mount)
    await stage.on({ operation: 'UploadPart' }).stall().times(Infinity)
    component.start(film)
    const upload = component.upload()!
    await begun(upload)
    component.unmount()
    await expect(upload.done()).rejects.toMatchObject({ name: 'AbortError' })
    // The one that the component has begun, waited for.
    await upload.abort()
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'photos' }))
    expect([upload.state, Uploads]).toEqual(['aborted', []])
  })
})

const film: UploadOptions = {
  source: new Blob([new Uint8Array(6 * 2 ** 20)]),
  Bucket: 'photos',
  Key: 'film',
}

async function mountOnStage(
  mount: (client: OosClient) => Mounted,
): Promise<{ stage: Stage; client: OosClient; component: Mounted }> {
  const stage = await createStage()
  await stage.createBucket('photos')
  const client = stage.client()
  return { stage, client, component: mount(client) }
}

function inReact(client: OosClient): Mounted {
  let given: ReturnType<typeof useInReact> | undefined
  const Component = () => {
    given = useInReact(client)
    const { snapshot } = given
    return snapshot && `${snapshot.state} ${snapshot.progress.fraction}`
  }
  const element = document.createElement('div')
  const root = createRoot(element)
  flushSync(() => {
    root.render(createElement(StrictMode, null, createElement(Component)))
  })
  return {
    start(options) {
      flushSync(() => given?.start(options))
    },
    upload: () => given?.upload,
    text: () => element.textContent,
    unmount: () => root.unmount(),
  }
}

function inVue(client: OosClient): Mounted {
  let given: ReturnType<typeof useInVue> | undefined
  const app = createApp({
    setup() {
      given = useInVue(client)
      const { snapshot } = given
      return () => h('p', `${snapshot.value?.state} ${snapshot.value?.progress.fraction}`)
    },
  })
  const element = document.createElement('div')
  app.mount(element)
  return {
    start: (options) => given?.start(options),
    upload: () => given?.upload.value,
    text: () => element.textContent,
    unmount: () => app.unmount(),
  }
}

/** Settles once the service knows of the upload. */
function begun(upload: Upload): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (upload.uploadId !== undefined) resolve()
    }
    upload.subscribe(look)
    look()
  })
}

/** Both frameworks render in tasks of their own, before the next frame. */
async function rendered(): Promise<void> {
  await new Promise(requestAnimationFrame)
}

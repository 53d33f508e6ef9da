import { droppedFiles } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.ts'

/** A folder to be dropped: a file by its text, a folder by what is in it. */
interface Tree {
  readonly [name: string]: string | Tree | Error
}

/** What is dropped, as browsers tell of it; it is forgotten once the listener of `drop` has returned. */
function drop(tree: Tree): { items: DataTransferItemList; forget: () => void } {
  let isForgotten = false
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => (isForgotten ? null : entryOf(`/${name}`, content)),
    getAsFile: () =>
      isForgotten || typeof content !== 'string' ? null : new File([content], name),
  }))
  return {
    items: items as never,
    forget() {
      isForgotten = true
    },
  }
}

function entryOf(fullPath: string, content: string | Tree | Error): unknown {
  const name = fullPath.slice(fullPath.lastIndexOf('/') + 1)
  const isFile = typeof content === 'string' || content instanceof Error
  return {
    isFile,
    isDirectory: !isFile,
    fullPath,
    file(resolve: (file: File) => void, reject: (error: unknown) => void) {
      if (content instanceof Error) reject(content)
      else resolve(new File([content as string], name))
    },
    createReader() {
      const children = Object.entries(content as Tree)
      return {
        readEntries(resolve: (entries: unknown[]) => void) {
          const some = children.splice(0, 100)
          resolve(some.map(([child, inner]) => entryOf(`${fullPath}/${child}`, inner)))
        },
      }
    },
  }
}

async function textsOf(files: Awaited<ReturnType<typeof droppedFiles>>): Promise<string[]> {
  return Promise.all(files.map(async ({ path, file }) => `${path}: ${await file.text()}`))
}

describe('droppedFiles()', () => {
  it('walks folders, and keeps the paths', async () => {
    const { items } = drop({
      'a.txt': 'A',
      trip: { 'b.txt': 'B', 'day 2': { 'c.txt': 'C', empty: {} } },
      'd.txt': 'D',
    })
    expect(await textsOf(await droppedFiles({ items }))).toEqual([
      'a.txt: A',
      'trip/b.txt: B',
      'trip/day 2/c.txt: C',
      'd.txt: D',
    ])
  })

  it('takes what was dropped before the browser forgets it', async () => {
    const { items, forget } = drop({ a: 'A', folder: { b: 'B' } })
    const files = droppedFiles({ items })
    forget()
    expect(await textsOf(await files)).toEqual(['a: A', 'folder/b: B'])
  })

  it('reads folders to the end, which browsers give in pieces', async () => {
    const folder = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}`, 'x']))
    const files = await droppedFiles(drop({ folder, twice: { folder } }))
    expect(files).toHaveLength(500)
    expect(new Set(files.map(({ path }) => path)).size).toBe(500)
  })

  it('leaves text out that was dropped too, and takes files of browsers that know no folders', async () => {
    const text = { kind: 'string', getAsFile: () => null }
    const file = { kind: 'file', getAsFile: () => new File(['F'], 'f.txt') }
    const virtual = { ...file, webkitGetAsEntry: () => null }
    const items = [text, file, virtual] as never as DataTransferItemList
    expect(await textsOf(await droppedFiles({ items }))).toEqual(['f.txt: F', 'f.txt: F'])
  })

  it('leaves nothing out silently that cannot be read', async () => {
    const cause = new DOMException('gone', 'NotFoundError')
    const error = await failure(droppedFiles(drop({ a: 'A', folder: { b: cause } })))
    expect(error).toMatchObject({ code: 'SourceChanged', operation: 'droppedFiles', cause })
    expect(error.message).toContain('folder/b')
  })
})

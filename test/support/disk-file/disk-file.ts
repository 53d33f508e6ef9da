import { onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { DiskContent } from './command.ts'

/** A file of the disk that was chosen in this page. */
export interface DiskFile {
  /** As the input gave it. */
  readonly file: File
  /** Writes the file on the disk anew, later than before. */
  write(content: DiskContent): Promise<void>
  /** Deletes it from the disk. */
  remove(): Promise<void>
}

/** Makes a file on the disk and chooses it in an input of this page; it is gone when the test is over. */
export async function chooseFile(content: DiskContent, name = 'cat.jpg'): Promise<DiskFile> {
  const { document } = top as Window
  const input = document.createElement('input')
  input.type = 'file'
  input.id = `input-${crypto.randomUUID()}`
  document.body.append(input)
  const id = await commands.diskFile('choose', `#${input.id}`, name, content)
  const [file] = input.files ?? []
  if (file === undefined) throw new Error('No file was chosen')
  onTestFinished(async () => {
    input.remove()
    await commands.diskFile('remove', id)
  })
  return {
    // Of this realm, like every other File of the test.
    file: structuredClone(file),
    write: (anew) => commands.diskFile('write', id, anew),
    remove: () => commands.diskFile('delete', id),
  }
}

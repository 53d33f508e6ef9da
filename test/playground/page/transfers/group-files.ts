import type { FileWithPath } from '@oos-js/web'

/** Files that are shown as one row. */
interface FileGroup {
  readonly name: string
  readonly files: readonly FileWithPath[]
}

/** What was given at once, sorted by how it is shown. */
export interface GroupedFiles {
  /** Each has a row of its own. */
  readonly single: readonly FileWithPath[]
  readonly groups: readonly FileGroup[]
}

/** So many files by themselves still have rows of their own. */
const mostRows = 20

/** Puts the files of each folder together, and those in none if they are many. */
export function groupFiles(files: readonly FileWithPath[]): GroupedFiles {
  const folders = new Map<string, FileWithPath[]>()
  for (const file of files) {
    const folder = file.path.slice(0, file.path.indexOf('/') + 1)
    const inside = folders.get(folder)
    if (inside) inside.push(file)
    else folders.set(folder, [file])
  }
  const loose = folders.get('') ?? []
  folders.delete('')
  const groups = [...folders].map(([name, inside]) => ({ name, files: inside }))
  const [first] = loose
  if (!first || loose.length <= mostRows) return { single: loose, groups }
  const together = { name: `${first.path} + ${loose.length - 1}`, files: loose }
  return { single: [], groups: [...groups, together] }
}

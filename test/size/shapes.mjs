// What the size table measures: imports as an application writes them, with the budget of the code
// it loads at once, in bytes of gzip (1 kB = 1000 bytes).

const client = `import { OosClient } from '@oos-js/core'`

export const shapes = [
  {
    id: 'put',
    name: 'client + PutObject',
    budget: 4200,
    source: `${client}
      import { PutObjectCommand } from '@oos-js/commands'
      globalThis.x = [OosClient, PutObjectCommand]`,
  },
  {
    id: 'get-list',
    name: 'client + GetObject + ListObjects',
    budget: 5500,
    source: `${client}
      import { GetObjectCommand, ListObjectsCommand } from '@oos-js/commands'
      globalThis.x = [OosClient, GetObjectCommand, ListObjectsCommand]`,
  },
  {
    id: 'upload',
    name: 'client + Upload (part-level progress)',
    budget: 7000,
    source: `${client}
      import { Upload } from '@oos-js/web'
      globalThis.x = [OosClient, Upload]`,
  },
]

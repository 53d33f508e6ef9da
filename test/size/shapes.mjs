// What the size tables measure: imports as an application writes them, with the budget of the code
// it loads at once, in bytes of gzip (1 kB = 1000 bytes).

const client = `import { OosClient } from '@oos-js/core'`

/** What README.md shows, of the commands that there are. */
export function shapesOf(commands) {
  return [
    {
      id: 'put',
      name: 'client + PutObject',
      budget: 6000,
      source: `${client}
        import { PutObjectCommand } from '@oos-js/commands'
        globalThis.x = [OosClient, PutObjectCommand]`,
    },
    {
      id: 'get-list',
      name: 'client + GetObject + ListObjects',
      budget: 7200,
      source: `${client}
        import { GetObjectCommand, ListObjectsCommand } from '@oos-js/commands'
        globalThis.x = [OosClient, GetObjectCommand, ListObjectsCommand]`,
    },
    { id: 'all', name: 'client + all commands', budget: 16_000, source: clientWith(commands) },
    {
      id: 'upload',
      name: 'client + Upload (part-level progress)',
      budget: 9000,
      source: `${client}
        import { Upload } from '@oos-js/web'
        globalThis.x = [OosClient, Upload]`,
    },
    {
      id: 'upload-resume',
      name: 'client + Upload with XHR, resume and IndexedDB',
      budget: 12_000,
      source: `${client}
        import { indexedDbStore, Upload, xhrTransport } from '@oos-js/web'
        globalThis.x = [OosClient, Upload, xhrTransport, indexedDbStore]`,
    },
  ]
}

/** What one more command may cost: what it adds to a bundle with all others. */
export const commandBudget = 300

/** The shape that lacks one command: what it is smaller by is the price of that command. */
export function shapeWithout(command, commands) {
  const others = commands.filter((other) => other !== command)
  return { id: `without-${command}`, name: `all but ${command}`, source: clientWith(others) }
}

/** What the one file for pages without a bundler may weigh. */
export const singleFileBudget = 30_000

/** What stands beside client and commands: it costs only those who import it. */
export const helpers = {
  '@oos-js/core': [
    'pages',
    'items',
    'waitUntil',
    'bind',
    'presign',
    'createPostPolicy',
    'remoteSigner',
    'handleSignRequest',
    'contentMD5',
    'logRequests',
    'verifyContent',
    'metadataEncoding',
    'contentDisposition',
  ],
  '@oos-js/commands': [
    'deleteAll',
    'emptyAndDeleteBucket',
    'copyLarge',
    'credentialsFrom',
    'browserCorsRule',
    'doctor',
  ],
  '@oos-js/web': [
    'Download',
    'xhrTransport',
    'postForm',
    'memoryStore',
    'indexedDbStore',
    'workerHasher',
    'unfinishedUploads',
    'discardUpload',
    'uploadAll',
    'droppedFiles',
    'cleanupStaleUploads',
  ],
}

/** The client with one helper, or with none. */
export function shapeWithHelper(helper, from) {
  const source = helper ? `import { ${helper} } from '${from}'` : ''
  return {
    id: `helper-${helper ?? 'none'}`,
    name: helper ?? 'client alone',
    source: `${client}
      ${source}
      globalThis.x = [OosClient, ${helper ?? ''}]`,
  }
}

function clientWith(commands) {
  const classes = commands.map((command) => `${command}Command`)
  return `${client}
    import { ${classes.join(', ')} } from '@oos-js/commands'
    globalThis.x = [OosClient, ${classes.join(', ')}]`
}

// npm run bench -- <name>

const benches = {
  listing: () => import('./listing.mjs'),
  transport: () => import('./transport.mjs'),
  'upload-memory': () => import('./upload-memory.mjs'),
  'page-memory': () => import('./page-memory.mjs'),
  'page-tasks': () => import('./page-tasks.mjs'),
}

const [name] = process.argv.slice(2)
if (name !== undefined && Object.hasOwn(benches, name)) {
  const { run } = await benches[name]()
  await run()
} else {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')}`)
  process.exitCode = 2
}

// The same without them: what bundlers add of their own, chunks that are loaded later included.
globalThis.sdk = []
globalThis.later = () => import('./later.js')

export { nodeTransport } from './node-transport.js'
export type { NodeTransport } from './node-transport.js'
export type { NodeTransportOptions, Pem } from './node-transport-options.js'

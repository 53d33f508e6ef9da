// Client and PutObject, and nothing else: what is loaded at once is measured.
import { PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'

globalThis.sdk = [OosClient, PutObjectCommand]
globalThis.later = () => import('./later.js')

import { fault, type Call, type XmlLibrary } from '@oos-js/core'

/** Stands in for core's: the single file has no XML parser beside the own readers, which take what OOS sends. */
export function loadLibrary(call: Call): Promise<XmlLibrary> {
  return Promise.reject(
    fault(call, {
      code: 'InvalidResponse',
      message: 'the document needs fast-xml-parser, which oos.min.js has not',
      hint: 'Use the packages from npm with a bundler.',
    }),
  )
}

import { createClient } from '../support/client.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { roundTrip } from '../support/round-trip.ts'

emulatorOnMsw()

roundTrip({
  prefix: 'emulator',
  client: () => createClient(),
  answers: {
    location: (bucket) => `/${bucket}`,
    copyETag: (etag) => etag,
    completeETag: true,
    nextMarker: false,
    initiator: true,
    goneUpload: 'NoSuchUpload',
    storageClass: 'STANDARD',
  },
})

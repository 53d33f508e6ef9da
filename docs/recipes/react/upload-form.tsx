import type { OosClient } from '@oos-js/core'
import { indexedDbStore } from '@oos-js/web'
import { useUpload } from './use-upload.ts'

// Choosing the same file again after a reload goes on where the upload was.
const store = indexedDbStore()

export function UploadForm({ client }: { client: OosClient }) {
  const { start, upload, snapshot } = useUpload(client)
  const isUnderWay = snapshot !== undefined && /running|paused|completing/.test(snapshot.state)
  return (
    <form>
      <label>
        File{' '}
        <input
          type="file"
          disabled={isUnderWay}
          onChange={({ target }) => {
            const [source] = target.files ?? []
            if (source) start({ source, Bucket: 'photos', Key: source.name, store })
          }}
        />
      </label>
      {upload && snapshot && (
        <>
          <p>
            <progress aria-label="Progress" value={snapshot.progress.fraction} />
          </p>
          <p role="status">{snapshot.state}</p>
          {snapshot.state === 'running' && (
            <button type="button" onClick={() => upload.pause()}>
              Pause
            </button>
          )}
          {snapshot.state === 'paused' && (
            <button type="button" onClick={upload.resume}>
              Resume
            </button>
          )}
          {snapshot.error instanceof Error && <p role="alert">{snapshot.error.message}</p>}
        </>
      )}
    </form>
  )
}

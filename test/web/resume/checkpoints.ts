import { createCheckpoint, type Checkpoint } from '../../../packages/web/src/resume/checkpoint.ts'

/** What every checkpoint of these tests says, unless it is told otherwise. */
export const facts = {
  endpoint: 'https://oos.test',
  bucket: 'films',
  key: 'a/film.mp4',
  uploadId: 'id-1',
  size: 12_582_912,
  partSize: 5_242_880,
  source: '["film.mp4",12582912,0]',
  createdAt: '2024-02-29T12:34:56.000Z',
} as const

export function checkpointOf(more: Partial<Checkpoint> = {}): Checkpoint {
  return createCheckpoint({ ...facts, ...more })
}

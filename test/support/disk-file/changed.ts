import { PutObjectCommand } from '@oos-js/commands'
import { createStage, type Stage } from '../stage/stage.ts'
import { chooseFile, type DiskFile } from './disk-file.ts'

/** What is asked for with a file that is no longer what was chosen. */
export interface ChangedFile {
  readonly stage: Stage
  readonly put: PutObjectCommand
}

/** Chooses a file of 1000 bytes on the disk, has it changed, and makes a bucket for it. */
export async function changedFile(
  change: (chosen: DiskFile) => Promise<void>,
): Promise<ChangedFile> {
  const stage = await createStage()
  await stage.createBucket('photos')
  const chosen = await chooseFile({ size: 1000, byte: 1 })
  await change(chosen)
  const put = new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: chosen.file })
  return { stage, put }
}

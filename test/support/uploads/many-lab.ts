import { uploadAll, type FileWithPath, type UploadAllOptions, type Uploads } from '@oos-js/web'
import { mebibyte } from '../upload.ts'
import { Bucket, createLab, type Lab, type LabOptions } from './lab.ts'

/** A lab that uploads many files. */
export interface ManyLab extends Lab {
  uploadAll(files: Iterable<File | FileWithPath>, options?: Partial<UploadAllOptions>): Uploads
  /** Starts uploads, and waits until all files have ended. */
  end(uploads: Uploads): ReturnType<Uploads['done']>
  /** The keys in the bucket. */
  keys(): string[]
}

/** Sets one up for the rest of the test that calls it. */
export async function createManyLab(options: LabOptions = {}): Promise<ManyLab> {
  const lab = await createLab(options)
  return {
    ...lab,
    uploadAll: (files, more) =>
      uploadAll(lab.client, files, { Bucket, md5: false, progressInterval: 0, ...more }),
    end: (uploads) => lab.settle(uploads.done(), uploads),
    keys: () => [...(lab.emulator.buckets.get(Bucket)?.objects.keys() ?? [])].sort(),
  }
}

/** A file of one byte, repeated. */
export function fileAt(path: string, size = 10, byte = 1): { file: File; path: string } {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return { file: new File([new Uint8Array(size).fill(byte)], name), path }
}

/** A file of three parts. */
export function largeFileAt(path: string): { file: File; path: string } {
  return fileAt(path, 12 * mebibyte)
}

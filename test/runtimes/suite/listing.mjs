import {
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutObjectCommand,
  deleteAll,
} from '@oos-js/commands'
import { items, pages, pool } from '@oos-js/core'
import { equal } from './assert.mjs'

const Bucket = 'photos'
const odd = [
  '007',
  '<a>&"\'',
  '1e3',
  ' a ',
  'a+b',
  '\u00e9',
  'e\u0301',
  '中文/😀',
  '%2e',
  '__proto__',
]
const keys = [...odd, ...Array.from({ length: 40 }, (_, index) => `n/${index}`)]

async function filled(open) {
  const stage = await open()
  const client = stage.client()
  await pool(keys, 4, new AbortController().signal, async (Key) => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))
  })
  return stage
}

const sorted = (list) => [...list].sort()

export const listing = {
  async 'turns the pages of a bucket, whatever its keys are'({ open }) {
    const stage = await filled(open)
    const command = new ListObjectsCommand({ Bucket, MaxKeys: 7 })
    const found = []
    for await (const { Key } of items(stage.client(), command, 'Contents')) found.push(Key)
    equal(sorted(found), sorted(keys))
  },

  async 'groups keys into folders'({ open }) {
    const stage = await filled(open)
    const command = new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 5 })
    const folders = []
    for await (const { CommonPrefixes } of pages(stage.client(), command)) {
      folders.push(...CommonPrefixes.map(({ Prefix }) => Prefix))
    }
    equal(sorted(folders), sorted(['n/', '中文/']))
  },

  async 'reads dates, sizes and owners'({ open }) {
    const stage = await filled(open)
    const { Contents } = await stage
      .client()
      .send(new ListObjectsCommand({ Bucket, Prefix: '007' }))
    const [{ Key, Size, LastModified, ETag }] = Contents
    equal([Key, Size, ETag.length], ['007', 3, 34])
    equal(Math.abs(LastModified.getTime() - Date.now()) < 600_000, true, 'a date of today')
    const { Buckets } = await stage.client().send(new ListBucketsCommand())
    equal(
      Buckets.map(({ Name }) => Name),
      [Bucket],
    )
  },

  async 'reads a document with comments, with the XML library'({ open }) {
    const stage = await open()
    const body = `<?xml version="1.0"?><!-- a proxy was here --><ListBucketResult><Name>photos</Name>
      <Prefix></Prefix><Marker></Marker><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated><Contents>
      <Key>&#x4e2d;&amp;</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"a"</ETag>
      <Size>1</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>`
    const headers = { 'content-type': 'application/xml' }
    await stage.answer({ operation: 'ListObjects' }, { status: 200, headers, body }, 9)
    const { Contents } = await stage.client().send(new ListObjectsCommand({ Bucket }))
    equal(
      Contents.map(({ Key }) => Key),
      ['中&'],
    )
  },

  async 'deletes many at once'({ open }) {
    const stage = await filled(open)
    const Objects = keys.map((Key) => ({ Key }))
    const { Deleted, Errors } = await stage
      .client()
      .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    equal([Deleted.length, Errors.length], [keys.length, 0])
  },

  async 'deletes all that a listing gives'({ open }) {
    const stage = await filled(open)
    await deleteAll(stage.client(), { Bucket, Prefix: 'n/' })
    const { Contents } = await stage.client().send(new ListObjectsCommand({ Bucket }))
    equal(sorted(Contents.map(({ Key }) => Key)), sorted(odd))
  },
}

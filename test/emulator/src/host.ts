import { OosFault } from './errors.js'
import { decodePath } from './target.js'

/** What a request is about. */
export interface Resource {
  readonly scope: 'service' | 'bucket' | 'object'
  readonly bucket: string
  readonly key: string
}

/**
 * The bucket that a Host header names, or undefined for path style (OOS developer document V6, 3.1.1
 * and 4.2.9). For a CNAME the bucket is the whole host name without the port.
 */
export function bucketOfHost(
  host: string,
  baseHosts: readonly string[],
  bucketExists: (name: string) => boolean,
): string | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  // The host of the operations on access keys, such as `oos-cn-iam.ctyunapi.cn`, has no buckets.
  if (baseHosts.includes(name) || /^oos-([a-z\d-]+-)?iam\./.test(name)) return undefined
  // The longest base host first, since one may end with another.
  const bases = [...baseHosts].sort((a, b) => b.length - a.length)
  const base = bases.find((candidate) => name.endsWith(`.${candidate}`))
  if (base !== undefined) return name.slice(0, -base.length - 1)
  return bucketExists(name) ? name : undefined
}

/**
 * The host names of websites: `<bucket>.oos-website-cn.<endpoint>` (OOS developer document V6, 4.2.9), and
 * what is configured.
 */
export function websiteHostsOf(baseHosts: readonly string[], more: readonly string[]): string[] {
  return [...baseHosts.map((base) => `oos-website-cn.${base}`), ...more]
}

/** Whether a Host header is one of a website. */
export function isWebsiteHost(host: string, websiteHosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return websiteHosts.some((base) => name.endsWith(`.${base}`))
}

/** Reads bucket and key out of a raw path; nothing but the percent-encoding is undone. */
export function resourceOf(path: string, hostBucket: string | undefined): Resource {
  const rest = path.replace(/^\//, '')
  if (hostBucket !== undefined) return named(hostBucket, rest)
  if (rest === '') return { scope: 'service', bucket: '', key: '' }
  const slash = rest.indexOf('/')
  const bucket = decodePath(slash === -1 ? rest : rest.slice(0, slash))
  if (bucket === '') throw new OosFault('InvalidBucketName', 'The specified bucket is not valid.')
  return named(bucket, slash === -1 ? '' : rest.slice(slash + 1))
}

function named(bucket: string, rawKey: string): Resource {
  return { scope: rawKey === '' ? 'bucket' : 'object', bucket, key: decodePath(rawKey) }
}

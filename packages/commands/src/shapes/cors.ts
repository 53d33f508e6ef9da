import { refuser, type InputCall } from '@oos-js/core'
import { checkLength } from './check-length.js'

/** A method that pages may use. */
export type CORSMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD'

/** What pages of other origins may do. The first rule that fits a request counts. */
export interface CORSRule {
  /** Name of the rule, up to 255 characters. */
  ID?: string | undefined
  /** Origins, for example `https://app.example`; each with one `*` at most, which stands for any text. */
  AllowedOrigins: string[]
  /** Methods. */
  AllowedMethods: CORSMethod[]
  /** Headers that a page may send; each with one `*` at most. */
  AllowedHeaders?: string[] | undefined
  /** Seconds for which a browser may keep the answer to a preflight. */
  MaxAgeSeconds?: number | undefined
  /** Headers of an answer that a page may see, for example `ETag`, without which `Upload` cannot work. */
  ExposeHeaders?: string[] | undefined
}

/** A rule that a bucket has. */
export interface StoredCORSRule extends CORSRule {
  /** Headers that a page may send. */
  AllowedHeaders: string[]
  /** Headers of an answer that a page may see. */
  ExposeHeaders: string[]
}

/** The rules of a bucket. */
export interface CORSConfiguration {
  /** The rules, 1 to 100; as XML they come to 64 KB at most. */
  CORSRules: CORSRule[]
}

/** Refuses rules that OOS does not take (OOS developer document V6, 4.2.21). */
export function checkCors(call: InputCall): void {
  const input = call.command.input as { CORSConfiguration: CORSConfiguration }
  const refuse = refuser(call, 'CORSConfiguration')
  for (const [index, rule] of input.CORSConfiguration.CORSRules.entries()) {
    const path = `.CORSRules[${index}]`
    const { AllowedMethods, AllowedOrigins, AllowedHeaders, MaxAgeSeconds = 0 } = rule
    checkLength(rule.ID, 255, refuse, `${path}.ID`)
    for (const [place, method] of AllowedMethods.entries()) {
      if (!methods.includes(method)) {
        throw refuse(`must be ${methods.join(' or ')}`, `${path}.AllowedMethods[${place}]`)
      }
    }
    for (const [member, texts = []] of Object.entries({ AllowedOrigins, AllowedHeaders })) {
      const place = texts.findIndex((text) => /\*.*\*/.test(text))
      if (place >= 0) throw refuse('must have one * at most', `${path}.${member}[${place}]`)
    }
    if (!Number.isInteger(MaxAgeSeconds) || MaxAgeSeconds < 0) {
      throw refuse('must be 0 or a positive integer', `${path}.MaxAgeSeconds`)
    }
  }
}

const methods: readonly CORSMethod[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD']

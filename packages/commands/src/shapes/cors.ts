import { refuser, type InputCall } from '@oos-js/core'

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

/** Refuses methods and patterns that OOS does not take (OOS developer document V6, 4.2.21). */
export function checkCors(call: InputCall): void {
  const input = call.command.input as { CORSConfiguration: CORSConfiguration }
  const refuse = refuser(call, 'CORSConfiguration')
  for (const [index, rule] of input.CORSConfiguration.CORSRules.entries()) {
    const { AllowedOrigins, AllowedMethods, AllowedHeaders } = rule
    for (const [member, texts] of Object.entries({ AllowedOrigins, AllowedHeaders })) {
      if (texts?.some((text) => /\*.*\*/.test(text))) {
        throw refuse('must have one * each at most', `.CORSRules[${index}].${member}`)
      }
    }
    if (!AllowedMethods.every((method) => /^(GET|PUT|POST|DELETE|HEAD)$/.test(method))) {
      throw refuse('must be of GET|PUT|POST|DELETE|HEAD', `.CORSRules[${index}].AllowedMethods`)
    }
  }
}

/** What may be behind a request of a server that got no answer: its runtime tells, if only in codes. */
export function onServer({ host }: URL, cause: unknown): string | undefined {
  const { code = '', cause: inner } = Object(cause) as { code?: string; cause?: { code?: string } }
  const reason = `${inner?.code ?? code} ${String(cause)}`
  if (/CERT|SELF_SIGNED|UNABLE_TO_|_TLS|SSL|EPROTO/.test(reason)) {
    return `TLS to ${host} failed. If its certificate is from a private CA, name that CA's file in NODE_EXTRA_CA_CERTS.`
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) {
    return `The name ${host} was not found: check the endpoint, the region and the DNS.`
  }
  if (reason.includes('ECONNREFUSED')) return `Nothing listens at ${host}: check the endpoint.`
  return undefined
}

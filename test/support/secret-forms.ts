/** The forms in which a secret may hide in a text. */
export function secretForms(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) => base64Within(secret, before))
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  const encoded = encodeURIComponent(secret)
  const hex = [...new TextEncoder().encode(secret)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  )
  const forms = [
    secret,
    encoded,
    encodeURIComponent(encoded),
    encoded.replace(/%../g, (escape) => escape.toLowerCase()),
    secret.replaceAll('/', '\\/'),
    hex.join(''),
    ...base64,
    ...urlSafe,
    ...base64.map(encodeURIComponent),
  ]
  return [...new Set(forms)]
}

/** What all base64 texts have in common that have the secret behind so many other bytes. */
function base64Within(secret: string, before: number): string {
  const text = btoa('-'.repeat(before) + secret)
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + secret.length) * 8) / 6))
}

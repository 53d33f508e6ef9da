import fc from 'fast-check'

/** The seed of a run: chosen by chance and shown, or given by `FUZZ_SEED` to see a failure again. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_129)

/** What every property of this folder is checked with: 10,000 inputs of a seed that a failure shows. */
export const runs: fc.Parameters<unknown> = { numRuns: 10_000, seed }

/** Milliseconds for one property; it takes seconds. */
export const timeout = 120_000

/** Text with the characters that parsers, URLs and headers stumble over, and any other ones. */
export function hardText(maxLength = 20): fc.Arbitrary<string> {
  const awkward = Array.from(
    '\0\t\n\r "#%&\'()*+,/:;<=>?@[\\]^`{|}~\x7f\x85\u00a0\u2028é中\ufeff\ufffe😀',
  )
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...awkward) },
    { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.constantFrom('..', './', '%2e', '%2F', '\r\n', '__proto__') },
    // Half of a character of four bytes.
    { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udfff') },
  )
  return fc.array(unit, { maxLength }).map((units) => units.join(''))
}

/** A text with a few characters taken out, put in or doubled. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(),
    fc.constantFrom('remove', 'insert', 'double', 'cut'),
    fc.constantFrom(...Array.from('<>/&;"\'=![]?- x\0'), '<!--', '-->', ']]>', '<![CDATA[', '&#0;'),
  )
  return fc.tuple(texts, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((whole, [where, kind, piece]) => {
      const at = where % (whole.length + 1)
      const before = whole.slice(0, at)
      if (kind === 'remove') return before + whole.slice(at + 1)
      if (kind === 'insert') return before + piece + whole.slice(at)
      if (kind === 'double') return before + whole.slice(at, at + 8) + whole.slice(at)
      return before
    }, text),
  )
}

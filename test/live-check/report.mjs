/** The findings as a text in Markdown, to paste into an issue. */
export function formatReport(endpoint, findings) {
  const differing = findings.filter(({ isAssumed }) => !isAssumed)
  return [
    `Live check of ${endpoint}: ${findings.length} questions, ${differing.length} answered otherwise than assumed.`,
    '',
    '| question | assumed | found | evidence |',
    '| --- | --- | --- | --- |',
    ...findings.map(({ id, question, assumed, answer, evidence, isAssumed }) => {
      const found = isAssumed ? 'as assumed' : `**${answer}**`
      return `| \`${id}\`: ${cell(question)} | ${cell(assumed)} | ${cell(found)} | ${cell(evidence)} |`
    }),
  ].join('\n')
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')
}

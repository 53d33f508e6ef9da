// npm run api         fails if a package's public declarations differ from docs/api-report
// npm run api:update  accepts the difference: the report's diff is then part of the review
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = join(import.meta.dirname, '../..')
const reports = join(root, 'docs/api-report')
const update = process.argv.includes('--update')
mkdirSync(reports, { recursive: true })

/** Each entry of a package, by the name of its report; the main one has that of its package. */
const entries = {
  core: 'core/dist/index.d.ts',
  'core-node': 'core/dist/node/index.d.ts',
  commands: 'commands/dist/index.d.ts',
  web: 'web/dist/index.d.ts',
}

for (const [name, entry] of Object.entries(entries)) {
  const folder = join(root, 'packages', entry.split('/')[0])
  const config = ExtractorConfig.prepare({
    // Names the place that relative paths start from; there is no such file.
    configObjectFullPath: join(folder, 'api-extractor.json'),
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(root, 'packages', entry),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: join(root, 'test/.out/api-report'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: 'warning' } },
        extractorMessageReporting: {
          default: { logLevel: 'warning' },
          // What a second entry needs of the package, its main entry exports.
          ...(name === 'core-node' && { 'ae-forgotten-export': { logLevel: 'none' } }),
          // There is one kind of release; @internal marks the rest.
          'ae-missing-release-tag': { logLevel: 'none' },
          // An @internal name needs no underscore as well.
          'ae-internal-missing-underscore': { logLevel: 'none' },
          // TypeDoc checks comments, and knows the names of other packages.
          'ae-undocumented': { logLevel: 'none' },
          'ae-unresolved-link': { logLevel: 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  })

  const { apiReportChanged, errorCount, warningCount } = Extractor.invoke(config, {
    localBuild: update,
    // Its notice about a newer TypeScript is no finding.
    showVerboseMessages: false,
    messageCallback(message) {
      if (message.messageId.startsWith('console-')) message.logLevel = 'none'
    },
  })
  if (apiReportChanged) {
    console.log(
      `docs/api-report/${name}.api.md ${update ? 'updated' : 'differs: npm run api:update'}`,
    )
  }
  if (errorCount + warningCount > 0 || (apiReportChanged && !update)) process.exitCode = 1
}

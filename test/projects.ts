// The test projects that need a program from outside npm, as data: vitest.config.ts runs those that
// are installed, ci-reporter.ts names those that are not.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** A group of tests that runs only where its programs are installed. */
export interface OptionalProject {
  /** The name vitest knows it by, also used in OOS_REQUIRE and OOS_SKIP. */
  readonly name: string
  readonly title: string
  /** Paths, or names looked up in PATH; all of them are needed. */
  readonly programs: readonly string[]
  readonly install: string
}

/** Debian's Chromium, or the browser OOS_CHROMIUM points to. */
export const chromium: OptionalProject = {
  name: 'chromium',
  title: 'Chromium',
  programs: [process.env['OOS_CHROMIUM'] ?? '/usr/bin/chromium'],
  install: 'apt-get install -y --no-install-recommends chromium',
}

/** Debian's Firefox ESR, or the browser OOS_FIREFOX points to. */
export const firefox: OptionalProject = {
  name: 'firefox',
  title: 'Firefox',
  programs: [process.env['OOS_FIREFOX'] ?? '/usr/bin/firefox-esr'],
  install: 'apt-get install -y --no-install-recommends firefox-esr',
}

/** Debian's WebKitGTK: its driver, which knows its browser, and a display for the window. */
export const webkit: OptionalProject = {
  name: 'webkit',
  title: 'WebKit',
  programs: [process.env['OOS_WEBKIT_DRIVER'] ?? '/usr/bin/WebKitWebDriver', 'Xvfb'],
  install: 'apt-get install -y --no-install-recommends webkit2gtk-driver xvfb',
}

/** Ceph's S3 gateway: a server that checks Signature V2 and shares no code with this repository. */
export const rgw: OptionalProject = {
  name: 'rgw',
  title: 'RGW',
  programs: ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph'],
  install: 'apt-get install -y --no-install-recommends ceph-mon ceph-osd radosgw',
}

/** A client of Amazon S3 that still signs with Signature V2 and shares no code with this repository. */
export const s3cmd: OptionalProject = {
  name: 's3cmd',
  title: 's3cmd',
  programs: ['s3cmd'],
  install: 'apt-get install -y --no-install-recommends s3cmd',
}

/** All of them. */
export const optionalProjects: readonly OptionalProject[] = [chromium, firefox, webkit, rgw, s3cmd]

/** Why a project does not run here, or undefined if it does. */
export function missing(project: OptionalProject): string | undefined {
  if (listed('OOS_SKIP').includes(project.name)) return 'OOS_SKIP names it'
  const absent = project.programs.find((program) => !isInstalled(program))
  return absent === undefined ? undefined : `${absent} is not installed`
}

/** One line for each project that does not run here, with the command that would change that. */
export function leftOut(): string[] {
  return optionalProjects.flatMap((project) => {
    const reason = missing(project)
    if (reason === undefined) return []
    return [`Left out: ${project.title}, because ${reason}. To run it: ${project.install}`]
  })
}

/** The names in OOS_REQUIRE: CI sets it so that a missing program fails instead of skipping tests. */
export function required(): string[] {
  const names = listed('OOS_REQUIRE')
  const unknown = names.find((name) => !optionalProjects.some((project) => project.name === name))
  if (unknown !== undefined) throw new Error(`OOS_REQUIRE names no test project: ${unknown}`)
  return names
}

function listed(variable: string): string[] {
  return (process.env[variable] ?? '').split(',').filter((name) => name !== '')
}

function isInstalled(program: string): boolean {
  if (isAbsolute(program)) return existsSync(program)
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

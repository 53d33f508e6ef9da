import { expect, it } from 'vitest'
import { commandNames } from '../wire/commands.ts'
import { guide } from '../wire/guide.ts'
import { notOnRgw } from '../wire/sources.ts'
import { textOf } from './pages.ts'

const all = commandNames.length
const onRgw = all - Object.keys(notOnRgw).length

it('README.md counts the commands that there are', () => {
  const text = textOf('README.md')
  expect(all - guide.length).toBe(12)
  expect(text).toContain(
    `${all} commands: the ${guide.length} operations of the vendor's guide and twelve more that OOS documents.`,
  )
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`on Ceph RGW the ${onRgw} that it has`)
  expect(text).toContain(`the ${onRgw} of ${all} that it has`)
})

it('docs/README.zh-CN.md counts the same', () => {
  const text = textOf('docs/README.zh-CN.md')
  expect(text).toContain(
    `${all} 个命令：厂商指南里的 ${guide.length} 个操作，加上 OOS 文档里另外 ${all - guide.length} 个。`,
  )
  expect(text).toContain(`Ceph RGW 也有的 ${onRgw} 个`)
  expect(text).toContain(`其中 ${onRgw} 个也在 Ceph RGW 上`)
})

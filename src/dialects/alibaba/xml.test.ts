import { expect, test } from 'vitest'
import { writeXml } from './xml.ts'

const head = "<?xml version='1.0' encoding='UTF-8'?>"

test.each([
  ['a text', { A: 'x' }, '<A>x</A>'],
  ['numbers and booleans', { A: 0, B: false }, '<A>0</A><B>false</B>'],
  ['marks', { A: `a&b<c>"'` }, '<A>a&amp;b&lt;c&gt;&quot;&apos;</A>'],
  ['an empty text', { A: '' }, '<A></A>'],
  ['a list in its container', { A: { B: [{ C: 1 }, { C: 2 }] } }, '<A><B><C>1</C></B><B><C>2</C></B></A>'],
  ['a flat list', { A: ['x', 'y'] }, '<A>x</A><A>y</A>'],
  ['an empty list', { A: { B: [] } }, '<A></A>'],
  ['what XML cannot carry', { A: 'a\u0000\uFFFEb' }, '<A>a\uFFFD\uFFFDb</A>'],
  ['an emoji', { A: '😀' }, '<A>😀</A>'],
])('%s', (_what, members, xml) => {
  expect(writeXml('R', members)).toBe(`${head}<R>${xml}</R>`)
})

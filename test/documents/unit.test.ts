import { expect, test } from 'vitest'
import { readDocument } from './markdown.ts'

/** The settings of a section, as systemd reads them; it ignores those of another section. */
function settingsOf(section: string): readonly string[] {
  const [, text = ''] = readDocument('deploy/tagplane.service').text.split(`[${section}]\n`)
  return (text.split('\n[')[0] ?? '').split('\n')
}

test('the unit is started again however often the server ended', () => {
  expect(settingsOf('Unit')).toContain('StartLimitIntervalSec=0')
  expect(settingsOf('Service')).toContain('Restart=on-failure')
})

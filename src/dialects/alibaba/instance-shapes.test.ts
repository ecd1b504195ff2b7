import { expect, test } from 'vitest'
import { clientToken, connectionPrefix, instanceName, ipAddress, password, port, timeOfDay } from './instance-shapes.ts'

test.each([
  [instanceName, 'ab', true],
  [instanceName, '缓存', true],
  [instanceName, 'a', false],
  [instanceName, '1ab', false],
  [instanceName, 'a b', false],
  [instanceName, 'a@b', false],
  [instanceName, `a${'b'.repeat(79)}`, true],
  [instanceName, `a${'b'.repeat(80)}`, false],
  [password, 'Abcdefg1', true],
  [password, 'abcdefg1', false],
  [password, 'Abc123!', false],
  [password, `Abc1${'x'.repeat(29)}`, false],
  [password, 'Abcdefg1 ', false],
  [clientToken, 't'.repeat(64), true],
  [clientToken, 't'.repeat(65), false],
  [clientToken, 'té', false],
  [connectionPrefix, 'orders01', true],
  [connectionPrefix, 'orders1', false],
  [connectionPrefix, '1orders01', false],
  [timeOfDay, '18:00Z', true],
  [timeOfDay, '24:00Z', false],
  [port, '65535', true],
  [port, '65536', false],
  [port, '0', false],
  [ipAddress, '172.16.0.1', true],
  [ipAddress, '::1', false],
])('$limits: %j is %s', ({ holds }, value, good) => {
  expect(holds(value)).toBe(good)
})

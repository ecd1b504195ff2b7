import { expect, test } from 'vitest'
import {
  isClientToken,
  isConnectionPrefix,
  isInstanceName,
  isPassword,
  isPort,
  isTimeOfDay,
} from './instance-shapes.ts'

test.each([
  [isInstanceName, 'ab', true],
  [isInstanceName, '缓存', true],
  [isInstanceName, 'a', false],
  [isInstanceName, '1ab', false],
  [isInstanceName, 'a b', false],
  [isInstanceName, 'a@b', false],
  [isInstanceName, `a${'b'.repeat(79)}`, true],
  [isInstanceName, `a${'b'.repeat(80)}`, false],
  [isPassword, 'Abcdefg1', true],
  [isPassword, 'abcdefg1', false],
  [isPassword, 'Abc123!', false],
  [isPassword, `Abc1${'x'.repeat(29)}`, false],
  [isPassword, 'Abcdefg1 ', false],
  [isClientToken, 't'.repeat(64), true],
  [isClientToken, 't'.repeat(65), false],
  [isClientToken, 'té', false],
  [isConnectionPrefix, 'orders01', true],
  [isConnectionPrefix, 'orders1', false],
  [isConnectionPrefix, '1orders01', false],
  [isTimeOfDay, '18:00Z', true],
  [isTimeOfDay, '24:00Z', false],
  [isPort, '65535', true],
  [isPort, '65536', false],
  [isPort, '0', false],
])('%o: %j is %s', (rule, value, good) => {
  expect(rule(value)).toBe(good)
})

import { expect, test } from 'vitest'
import { serviceAt } from './service-at.ts'

test.each([
  ['/v3/auth/tokens', 'iam'],
  ['/v3/auth/tokens?nocatalog=true', 'iam'],
  ['/v3/%61uth/tokens', 'iam'],
  ['/v3/projects', 'iam'],
  ['/v3/projects/', 'iam'],
  ['/v3/regions', 'iam'],
  ['/v3/users?name=auth', 'iam'],
  ['/v3/89abcdef0123456789abcdef01234567/instances/i/tags/action', 'dds'],
  ['/v3/89abcdef0123456789abcdef01234567/auth', 'dds'],
  ['/v3?/auth', 'dds'],
  ['/v3.0/OS-CREDENTIAL/securitytokens', 'iam-v3.0'],
  ['/v3.0/OS-USER/users', 'dds'],
  ['/v3/OS-CREDENTIAL/securitytokens', 'dds'],
  ['/v3/%zz', 'dds'],
  ['/v3', 'dds'],
  ['', 'dds'],
])('%s is for %s', (target, service) => expect(serviceAt(target)).toBe(service))

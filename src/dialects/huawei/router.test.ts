import { expect, test } from 'vitest'
import { operations } from './operations.ts'
import { createRouter } from './router.ts'

const find = createRouter(operations)
const name = (method: string, path: string) => find(method, path.slice(1).split('/'))?.operation.name

test.each([
  ['POST', '/v3/p/instances/i/tags/action', 'BatchTagAction'],
  ['GET', '/v3/p/instances/i/tags', 'ListInstanceTags'],
  ['GET', '/v3/p/tags', 'ListProjectTags'],
  ['POST', '/v3/p/instances/action', 'ListInstancesByTags'],
  ['GET', '/v3/p/instances', 'ListInstances'],
  ['POST', '/v3/p/instances', 'CreateInstance'],
  ['DELETE', '/v3/p/instances/i', 'DeleteInstance'],
  ['GET', '/v3/p/jobs', 'ShowJobDetail'],
  ['PUT', '/v3/p/instances/i/modify-name', 'UpdateInstanceName'],
  ['PUT', '/v3/p/instances/i/remark', 'UpdateInstanceRemark'],
  ['POST', '/v3/auth/tokens', 'KeystoneCreateUserTokenByPassword'],
  ['GET', '/v3/auth/tokens', 'KeystoneValidateToken'],
  ['POST', '/v3.0/OS-CREDENTIAL/securitytokens', 'CreateTemporaryAccessKey'],
  ['GET', '/v3/auth/projects', 'KeystoneListAuthProjects'],
  ['GET', '/v3/auth/domains', 'KeystoneListAuthDomains'],
  ['GET', '/v3/projects', 'KeystoneListProjects'],
  ['POST', '/v3/projects', 'KeystoneCreateProject'],
  ['GET', '/v3/regions', 'KeystoneListRegions'],
  ['GET', '/v3/users', 'KeystoneListUsers'],
])('%s %s is %s', (method, path, operation) => expect(name(method, path)).toBe(operation))

test.each([
  ['GET', '/v3'],
  ['get', '/v3/p/tags'],
  ['HEAD', '/v3/p/tags'],
  ['PATCH', '/v3/p/instances/i'],
  ['GET', '/v3/p/instances/i'],
  ['GET', '/v3/p/instances/i/tags/action'],
  ['GET', '/v3//p/tags'],
  ['GET', '/V3/p/tags'],
  ['POST', '/v3/p/instances/i/tags/action/x'],
])('%s %s is nothing', (method, path) => expect(name(method, path)).toBeUndefined())

test('path parameters come from where the path has them', () => {
  expect(find('POST', ['v3', 'p', 'instances', 'i', 'tags', 'action'])).toMatchObject({
    projectId: 'p',
    instanceId: 'i',
  })
})

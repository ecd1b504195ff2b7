import { createRequire } from 'node:module'
import core from '@huaweicloud/huaweicloud-sdk-core'
import { Logger4jInstance } from '@huaweicloud/huaweicloud-sdk-core/logger/log4jLogger.js'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
import { configOf } from '../alibaba/clients.ts'
import {
  account,
  alibabaKey,
  clientsPerCloud,
  ddsInstance,
  huaweiKey,
  keysOf,
  project,
  redisGroup,
  region,
} from '../durability/fleet.ts'
import type { Attempt } from '../durability/history.ts'
import type { RunningServer } from '../server.ts'

// The vendor's packages are CommonJS; what `import` finds in them differs from what their types say.
const require = createRequire(import.meta.url)
const kvstore = require('@alicloud/r-kvstore20150101')
const { Config } = require('@alicloud/openapi-core').$OpenApiUtil
const { RetryOptions } = require('@darabonba/typescript')

// The client prints every refusal that it throws.
Logger4jInstance.level = 'off'

/** What the Alibaba client may try again: a connection that was refused or lost, in the words of Node. */
const connectionErrors = ['ECONNREFUSED', 'ECONNRESET']

/** A client of one cloud's own SDK, on instances and keys of the durability fleet. */
export interface SdkClient extends Pick<Attempt, 'client' | 'tenant' | 'instances'> {
  readonly keys: readonly string[]
  /** Resolves when it was acknowledged. @throws what the SDK throws */
  change(change: Attempt['change']): Promise<void>
}

export type Endpoint = Pick<RunningServer, 'host' | 'url'>

export type MakeClient = (endpoint: Endpoint, client: number, retries: boolean) => SdkClient

/** `@alicloud/r-kvstore20150101`; it tries again what its `retryOptions` name, by themselves nothing. */
export const alibabaClient: MakeClient = (endpoint, client, retries) => {
  const retryCondition = [{ maxAttempts: 3, exception: [], errorCode: connectionErrors }]
  const retryOptions = new RetryOptions({ retryable: retries, retryCondition })
  const sdk = new kvstore.default(new Config({ ...configOf(endpoint, alibabaKey), retryOptions }))
  const instances = redisGroup(client)
  const common = { regionId: region, resourceType: 'INSTANCE', resourceId: instances }
  return {
    client,
    tenant: account,
    instances,
    keys: keysOf(client),
    async change(change) {
      if ('unset' in change) {
        await sdk.untagResources(new kvstore.UntagResourcesRequest({ ...common, tagKey: [...change.unset] }))
        return
      }
      const tag = Object.entries(change.set).map(([key, value]) => ({ key, value }))
      await sdk.tagResources(new kvstore.TagResourcesRequest({ ...common, tag }))
    },
  }
}

/**
 * `@huaweicloud/huaweicloud-sdk-core`: a call whose connection was refused or lost goes once to the second endpoint, if
 * there is one, here the same balancer again.
 */
export const huaweiClient: MakeClient = ({ url }, client, retries) => {
  const { id, secret } = huaweiKey
  const credentials = new core.BasicCredentials().withAk(id).withSk(secret).withProjectId(project)
  const builder = nosql.GaussDBforNoSQLClient.newBuilder().withCredential(credentials)
  const sdk = builder.withEndpoint((retries ? [url, url] : url) as never).build()
  const instance = ddsInstance(client)
  const number = clientsPerCloud + client
  return {
    client: number,
    tenant: project,
    instances: [instance],
    keys: keysOf(number),
    async change(change) {
      const body =
        'unset' in change
          ? { action: 'delete', tags: change.unset.map((key) => ({ key })) }
          : { action: 'create', tags: Object.entries(change.set).map(([key, value]) => ({ key, value })) }
      await sdk.batchTagAction({ instance_id: instance, body } as never)
    },
  }
}

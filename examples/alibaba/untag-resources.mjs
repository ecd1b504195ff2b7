// Tags an instance, lists its tags, and removes the tag again: @alicloud/r-kvstore20150101, signature V3.
import kvstore from '@alicloud/r-kvstore20150101'
import { accessKeyId, accessKeySecret, endpoint, instanceId, regionId } from './settings.mjs'

const client = new kvstore.default({ accessKeyId, accessKeySecret, endpoint, regionId, protocol: 'HTTP' })
const target = { regionId, resourceType: 'INSTANCE', resourceId: [instanceId] }

async function printTags(when) {
  const { body } = await client.listTagResources(new kvstore.ListTagResourcesRequest(target))
  const tags = body.tagResources.tagResource.map(({ tagKey, tagValue }) => `${tagKey}=${tagValue}`)
  console.log(`${when}: ${tags.join(', ')}`)
}

const tag = [{ key: 'example', value: 'r-kvstore20150101' }]
await client.tagResources(new kvstore.TagResourcesRequest({ ...target, tag }))
await printTags('tagged')

await client.untagResources(new kvstore.UntagResourcesRequest({ ...target, tagKey: ['example'] }))
await printTags('untagged')

// Calls an operation by its name, without its own SDK: @alicloud/openapi-client, signature V1.
import openapi from '@alicloud/openapi-client'
import { accessKeyId, accessKeySecret, endpoint, regionId } from './settings.mjs'

const client = new openapi.default(
  new openapi.Config({
    accessKeyId,
    accessKeySecret,
    endpoint,
    regionId,
    protocol: 'HTTP',
    signatureAlgorithm: 'v2',
    signatureVersion: '1.0',
  }),
)
const call = {
  action: 'DescribeTags',
  version: '2015-01-01',
  protocol: 'HTTP',
  method: 'POST',
  pathname: '/',
  authType: 'AK',
  style: 'RPC',
  reqBodyType: 'json',
  bodyType: 'json',
}

const { body } = await client.callApi(call, { query: { RegionId: regionId } }, {})
for (const { TagKey, TagValues } of body.Tags) console.log(`${TagKey}: ${TagValues.join(', ')}`)

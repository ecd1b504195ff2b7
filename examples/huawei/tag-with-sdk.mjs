// Adds two tags to an instance, reads them back and removes them, with the vendor's SDK and an access key.
// DDS has no package on npm; the client of its sister service sends the same tag requests.
import core from '@huaweicloud/huaweicloud-sdk-core'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
import { accessKey, endpoint, instanceId, projectId, secretKey } from './settings.mjs'

const client = nosql.GaussDBforNoSQLClient.newBuilder()
  .withCredential(new core.BasicCredentials().withAk(accessKey).withSk(secretKey).withProjectId(projectId))
  .withEndpoint(endpoint)
  .build()

const act = (action, tags) => client.batchTagAction({ instance_id: instanceId, body: { action, tags } })
const show = async (what) => {
  const { tags } = await client.listInstanceTags({ instance_id: instanceId })
  console.log(what, tags.map(({ key, value }) => `${key}=${value}`).join(', '))
}

await show('before: ')
await act('create', [
  { key: 'reviewed-by', value: 'orders team' },
  { key: 'cost-centre', value: '4711' },
])
await show('tagged: ')
await act('delete', [{ key: 'reviewed-by' }, { key: 'cost-centre', value: '4711' }])
await show('removed:')

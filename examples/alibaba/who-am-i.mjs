// Asks whose access key this is: @alicloud/sts20150401, signature V3.
import sts from '@alicloud/sts20150401'
import { accessKeyId, accessKeySecret, endpoint, regionId } from './settings.mjs'

const client = new sts.default({ accessKeyId, accessKeySecret, endpoint, regionId, protocol: 'HTTP' })
const { body } = await client.getCallerIdentity()
console.log(`${body.arn} (${body.identityType})`)

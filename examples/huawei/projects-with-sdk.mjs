// Lists the projects and the domain that an access key can reach, with the vendor's IAM SDK.
import core from '@huaweicloud/huaweicloud-sdk-core'
// The entry of the package itself asks for a file that it lacks.
import iam from '@huaweicloud/huaweicloud-sdk-iam/v3/public-api.js'
import { accessKey, domainId, endpoint, secretKey } from './settings.mjs'

const client = iam.IamClient.newBuilder()
  .withCredential(new core.GlobalCredentials().withAk(accessKey).withSk(secretKey).withDomainId(domainId))
  .withEndpoint(endpoint)
  .build()

const { domains } = await client.keystoneListAuthDomains({})
for (const { id, name } of domains) console.log('domain ', id, name)

const { projects } = await client.keystoneListProjects({})
for (const { id, name } of projects) console.log('project', id, name)

// Assumes an agency for 15 minutes with an access key, narrows it to reading, and reads tags as the agency.
import core from '@huaweicloud/huaweicloud-sdk-core'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
// The entry of the package itself asks for a file that it lacks.
import iam from '@huaweicloud/huaweicloud-sdk-iam/v3/public-api.js'
import { accessKey, agencyName, domainId, endpoint, instanceId, projectId, secretKey } from './settings.mjs'

const identity = {
  methods: ['assume_role'],
  assume_role: {
    agency_name: agencyName,
    domain_id: domainId,
    duration_seconds: 900,
    session_user: { name: 'nightly-report' },
  },
  policy: { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['dds:*:get*', 'dds:*:list*'] }] },
}
const { credential } = await iam.IamClient.newBuilder()
  .withCredential(new core.GlobalCredentials().withAk(accessKey).withSk(secretKey).withDomainId(domainId))
  .withEndpoint(endpoint)
  .build()
  .createTemporaryAccessKeyByAgency({ body: { auth: { identity } } })
console.log('until', credential.expires_at, 'key', credential.access)

const temporary = new core.BasicCredentials()
  .withAk(credential.access)
  .withSk(credential.secret)
  .withSecurityToken(credential.securitytoken)
  .withProjectId(projectId)
const { tags } = await nosql.GaussDBforNoSQLClient.newBuilder()
  .withCredential(temporary)
  .withEndpoint(endpoint)
  .build()
  .listInstanceTags({ instance_id: instanceId })
console.log('tags ', tags.map(({ key, value }) => `${key}=${value}`).join(', '))

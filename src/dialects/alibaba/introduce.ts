import type { Section, SeedAccount } from './seed-schema.ts'

/** Lines for the start banner: the endpoint, the keys, and for each client a line to paste. */
export function introduce({ accounts }: Section, endpoint: URL): readonly string[] {
  const keys = accounts.flatMap(keysOf)
  const first = keys.find((key) => key.status === 'Active')
  const instance = accounts[0]?.instances[0]
  return [
    `Alibaba Cloud ApsaraDB for Redis at ${endpoint.origin}`,
    ...keys.map(
      ({ who, id, secret, status }) => `  ${who}  ${id}  ${secret}${status === 'Active' ? '' : '  (inactive)'}`,
    ),
    ...(first && instance ? clientLines(endpoint, first, instance.region, instance.id) : []),
  ]
}

interface BannerKey {
  readonly who: string
  readonly id: string
  readonly secret: string
  readonly status: 'Active' | 'Inactive'
}

function keysOf({ id: account, accessKeys, users }: SeedAccount): BannerKey[] {
  return [
    ...accessKeys.map((key) => ({ who: `account ${account}`, ...key })),
    ...users.flatMap(({ name, accessKeys }) =>
      accessKeys.map((key) => ({ who: `user ${name} of ${account}`, ...key })),
    ),
  ]
}

function clientLines({ host }: URL, { id, secret }: BannerKey, region: string, instance: string): string[] {
  return [
    `  SDK        ${sdkLine(host, id, secret, region, instance)}`,
    `  CLI        ${cliLine(host, id, secret, region, instance)}`,
    `  Terraform  ${terraformLine(host, id, secret, region)}`,
  ]
}

function sdkLine(endpoint: string, accessKeyId: string, accessKeySecret: string, regionId: string, instance: string) {
  const config = JSON.stringify({ accessKeyId, accessKeySecret, endpoint, protocol: 'HTTP', regionId })
  const request = JSON.stringify({ regionId, resourceType: 'INSTANCE', resourceId: [instance] })
  return `node -e 'const R=require("@alicloud/r-kvstore20150101");new R.default(${config}).listTagResources(new R.ListTagResourcesRequest(${request})).then(r=>console.log(JSON.stringify(r.body)))'`
}

function cliLine(endpoint: string, id: string, secret: string, region: string, instance: string): string {
  const profile = `--mode AK --access-key-id ${id} --access-key-secret ${secret} --region ${region}`
  const call = `--RegionId ${region} --ResourceType INSTANCE --ResourceId.1 ${instance}`
  return `aliyun r-kvstore ListTagResources ${profile} --endpoint ${endpoint} --insecure ${call}`
}

/** In Terraform's JSON syntax: a block of its native syntax does not fit on a line. */
function terraformLine(endpoint: string, id: string, secret: string, region: string): string {
  const settings = {
    region,
    access_key: id,
    secret_key: secret,
    protocol: 'HTTP',
    account_type: 'Domestic',
    skip_region_validation: true,
    endpoints: { r_kvstore: endpoint, sts: endpoint },
  }
  return `echo '${JSON.stringify({ provider: { alicloud: settings } })}' > provider.tf.json`
}

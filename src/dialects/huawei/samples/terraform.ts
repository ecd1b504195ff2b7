import type { CodeSample } from '../../code-sample.ts'
import { hclBlock } from '../../hcl-text.ts'
import type { PlainRequest } from '../explorer/plain-request.ts'

/** Of the operations that a data source calls, its name and the parameters that it takes under the same names. */
const sources: Readonly<Record<string, readonly [name: string, parameters: readonly string[]]>> = {
  ListInstances: ['huaweicloud_dds_instances', ['name', 'mode', 'vpc_id', 'subnet_id']],
  ListProjectTags: ['huaweicloud_dds_tags', []],
  KeystoneListProjects: ['huaweicloud_identity_projects', ['name']],
}

/** The data source that makes the call, where the provider has one. */
export function terraform({ operation, path, query }: PlainRequest, origin: URL): CodeSample | undefined {
  const [name, parameters] = sources[operation.name] ?? []
  if (name === undefined || !parameters) return undefined
  const provider = {
    project_id: path.project_id,
    auth_url: `${origin.origin}/v3`,
    skip_check_upgrade: true,
    skip_check_website_type: true,
    endpoints: { dds: `${origin.origin}/`, iam: `${origin.origin}/` },
  }
  const given = Object.fromEntries(query.filter(([parameter]) => parameters.includes(parameter)))
  return {
    client: 'terraform',
    title: 'Terraform',
    language: 'hcl',
    install: 'terraform init',
    tested: false,
    text: [
      '# The access key and its region: HW_ACCESS_KEY, HW_SECRET_KEY and HW_REGION_NAME',
      hclBlock('provider "huaweicloud"', provider),
      '',
      hclBlock(`data "${name}" "found"`, given),
      '',
      hclBlock('output "found"', {}, [`value = data.${name}.found`]),
    ].join('\n'),
  }
}

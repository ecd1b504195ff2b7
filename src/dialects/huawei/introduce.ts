import { regionOfProject } from './project.ts'
import type { Section } from './seed-schema.ts'

type Domain = Section['domains'][number]
type User = Domain['users'][number]

/** Lines for the start banner: the endpoint, who may call, and for each client a line to paste. */
export function introduce({ domains }: Section, { origin }: URL): readonly string[] {
  const domain = domains[0]
  if (!domain) return []
  const user = domain.users.find(({ password, accessKeys }) => password !== undefined && accessKeys.length > 0)
  return [
    `Huawei Cloud DDS at ${origin}/v3`,
    ...domain.projects.map(({ name, id }) => `  project ${name} of ${domain.name}  ${id}`),
    ...domain.users.map((one) => `  ${describeUser(one, domain)}`),
    ...domain.agencies.map(
      (agency) => `  agency ${agency.name} of ${domain.name}, for the users of ${agency.trustDomain}`,
    ),
    ...(user ? clientLines(origin, domain, user) : []),
  ]
}

function describeUser({ name, password, accessKeys }: User, domain: Domain): string {
  const keys = accessKeys.map(
    ({ id, secret, status }) => `${id}  ${secret}${status === 'active' ? '' : '  (inactive)'}`,
  )
  return [`user ${name} of ${domain.name}`, ...(password === undefined ? [] : [password]), ...keys].join('  ')
}

function clientLines(origin: string, domain: Domain, user: User): readonly string[] {
  const project = domain.projects[0]
  const key = user.accessKeys[0]
  if (!project || !key) return []
  const own = domain.instances.find((instance) => instance.project === project.name || instance.project === project.id)
  const base = `${origin}/v3/${project.id}`
  return [
    `  Token      ${tokenLine(origin, domain, user, project.id)}`,
    ...(own ? [`  Tags       curl -H "X-Auth-Token: $TOKEN" ${base}/instances/${own.id}/tags`] : []),
    ...(own ? [`  SDK        ${sdkLine(origin, key, project.id, own.id)}`] : []),
    `  Terraform  ${terraformLine(origin, key, project)}`,
  ]
}

function tokenLine(origin: string, domain: Domain, { name, password }: User, project: string): string {
  const identity = { methods: ['password'], password: { user: { name, password, domain: { name: domain.name } } } }
  const auth = JSON.stringify({ auth: { identity, scope: { project: { id: project } } } })
  const token = "sed -n 's/^[Xx]-[Ss]ubject-[Tt]oken: *//p' | tr -d '\\r'"
  return `TOKEN=$(curl -sD- -o/dev/null ${origin}/v3/auth/tokens -H 'Content-Type: application/json' -d '${auth}' | ${token})`
}

interface Key {
  readonly id: string
  readonly secret: string
}

function sdkLine(origin: string, { id, secret }: Key, project: string, instance: string): string {
  const core = 'new(require("@huaweicloud/huaweicloud-sdk-core").BasicCredentials)()'
  const credential = `${core}.withAk("${id}").withSk("${secret}").withProjectId("${project}")`
  const builder = 'require("@huaweicloud/huaweicloud-sdk-gaussdbfornosql").GaussDBforNoSQLClient.newBuilder()'
  const client = `${builder}.withCredential(${credential}).withEndpoint("${origin}").build()`
  return `node -e '${client}.listInstanceTags({instance_id:"${instance}"}).then(r=>console.log(JSON.stringify(r.tags)))'`
}

/** In Terraform's JSON syntax: a block of its native syntax does not fit on a line. */
function terraformLine(origin: string, { id, secret }: Key, project: { readonly id: string; readonly name: string }) {
  const settings = {
    region: regionOfProject(project.name),
    access_key: id,
    secret_key: secret,
    project_id: project.id,
    auth_url: `${origin}/v3`,
    endpoints: { dds: `${origin}/`, iam: `${origin}/` },
  }
  return `echo '${JSON.stringify({ provider: { huaweicloud: settings } })}' > provider.tf.json`
}

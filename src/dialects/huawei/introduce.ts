import { regionOfProject } from './project.ts'
import type { Section } from './seed-schema.ts'

/** Lines for the start banner: who may call, and a command to paste for each client; empty without a user to show. */
export function introduce({ domains }: Section, endpoint: URL): readonly string[] {
  const domain = domains[0]
  const user = domain?.users.find(({ password, accessKeys }) => password !== undefined && accessKeys.length > 0)
  const project = domain?.projects[0]
  const key = user?.accessKeys[0]
  if (!domain || !user || !project || !key) return []
  const { origin } = endpoint
  const own = domain.instances.find((instance) => instance.project === project.name || instance.project === project.id)
  const auth = {
    identity: {
      methods: ['password'],
      password: { user: { name: user.name, password: user.password, domain: { name: domain.name } } },
    },
    scope: { project: { id: project.id } },
  }
  return [
    `Huawei Cloud DDS   ${origin}/v3`,
    `  domain ${domain.name} (${domain.id}), project ${project.name} (${project.id})`,
    `  user ${user.name}, password ${user.password}`,
    `  access key ${key.id}, secret ${key.secret}`,
    `  token:     TOKEN=$(curl -sD- -o/dev/null '${origin}/v3/auth/tokens' -H 'Content-Type: application/json' -d '${JSON.stringify({ auth })}' | sed -n 's/^[Xx]-[Ss]ubject-[Tt]oken: *//p' | tr -d '\\r')`,
    ...(own ? [`  tags:      ${tagCommand(`${origin}/v3/${project.id}/instances/${own.id}/tags/action`)}`] : []),
    `  Node SDK:  GaussDBforNoSQLClient.newBuilder().withCredential(new BasicCredentials().withAk('${key.id}').withSk('${key.secret}').withProjectId('${project.id}')).withEndpoint('${origin}').build()`,
    '  Terraform:',
    '    provider "huaweicloud" {',
    `      region     = "${regionOfProject(project.name)}"`,
    `      access_key = "${key.id}"`,
    `      secret_key = "${key.secret}"`,
    `      project_id = "${project.id}"`,
    `      auth_url   = "${origin}/v3"`,
    `      endpoints  = { dds = "${origin}/", iam = "${origin}/" }`,
    '    }',
  ]
}

function tagCommand(url: string): string {
  const body = JSON.stringify({ action: 'create', tags: [{ key: 'owner', value: 'me' }] })
  return `curl -i '${url}' -H "X-Auth-Token: $TOKEN" -H 'Content-Type: application/json' -d '${body}'`
}

import { hash } from 'node:crypto'
import type { Call } from '../call.ts'
import type { Project } from '../project.ts'

/** Where the services are, as a token lists them: IAM, and what belongs to the project if it is for one. */
export function catalogOf(call: Call, project: Project | undefined) {
  const services = [{ type: 'iam', region: '*', url: call.urlOf('/v3') }]
  if (project) {
    const { id, region } = project
    services.push({ type: 'dds', region, url: call.urlOf(`/v3/${id}`) })
  }
  return services.map(({ type, region, url }) => ({
    id: catalogId(type),
    name: type,
    type,
    endpoints: [{ id: catalogId(`${type}/${region}`), interface: 'public', region, region_id: region, url }],
  }))
}

function catalogId(name: string): string {
  return hash('sha256', name).slice(0, 32)
}

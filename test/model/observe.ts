import type { AlibabaCall, Call, HuaweiCall } from './calls.ts'
import { hangzhou, shanghai, strictDbs, strictProject, wideDbs, wideProject } from './fleet.ts'

const alibaba: Omit<AlibabaCall, 'operation' | 'region' | 'ids'> = {
  cloud: 'alibaba',
  wire: 'V3 query',
  resourceType: 'INSTANCE',
  tags: [],
  keys: [],
  all: undefined,
}
const regions = [
  { region: 'cn-hangzhou', ids: hangzhou },
  { region: 'cn-shanghai', ids: shanghai },
]
const projects = [
  { project: strictProject, ids: strictDbs },
  { project: wideProject, ids: wideDbs },
]

function dds(operation: HuaweiCall['operation'], project: string, instance: string, body?: unknown): HuaweiCall {
  return { cloud: 'huawei', operation, project, instance, body }
}

/** Calls whose answers are the whole state. */
export const observations: readonly Call[] = [
  ...regions.map((where): Call => ({ ...alibaba, ...where, operation: 'ListTagResources' })),
  ...projects.flatMap(({ project, ids }) => ids.map((id) => dds('ListInstanceTags', project, id))),
]

/** Calls after which nothing has a tag, whatever keys the histories used. */
export function cleanUp(keys: readonly string[]): readonly Call[] {
  const body = { action: 'delete', tags: keys.map((key) => ({ key })) }
  return [
    ...regions.map((where): Call => ({ ...alibaba, ...where, operation: 'UntagResources', all: 'true' })),
    ...projects.flatMap(({ project, ids }) => ids.map((id) => dds('BatchTagAction', project, id, body))),
  ]
}

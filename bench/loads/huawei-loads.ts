import { ddsId, project, seededKeys } from '../fleet.ts'
import { type DdsProof, ddsRequest, withKey, withToken } from './dds-request.ts'
import { type Load, ownInstance, type Turn } from './load.ts'

const [key] = seededKeys

/** The same pair with a token and with AK/SK. Writes alternate: a tag gets a new value, then it is removed. */
export const huaweiLoads: readonly Load[] = [
  {
    name: 'ListInstanceTags-token',
    title: 'GET …/instances/{id}/tags, X-Auth-Token',
    target: 0.35,
    request: list(withToken),
  },
  { name: 'ListInstanceTags-aksk', title: 'GET …/instances/{id}/tags, AK/SK', target: 0.35, request: list(withKey) },
  {
    name: 'BatchTagAction-token',
    title: 'POST …/tags/action, create and delete in turn, X-Auth-Token',
    target: 0.15,
    request: change(withToken),
  },
  {
    name: 'BatchTagAction-aksk',
    title: 'POST …/tags/action, create and delete in turn, AK/SK',
    target: 0.15,
    request: change(withKey),
  },
]

function list(proof: DdsProof) {
  return (turn: Turn) => ddsRequest('GET', tagsPath(ownInstance(turn, turn.number)), '', turn, proof)
}

function change(proof: DdsProof) {
  return (turn: Turn) => {
    const { number } = turn
    const tag = number % 2 === 0 ? { key, value: number.toString(36) } : { key }
    const body = JSON.stringify({ action: number % 2 === 0 ? 'create' : 'delete', tags: [tag] })
    return ddsRequest('POST', `${tagsPath(ownInstance(turn, number >> 1))}/action`, body, turn, proof)
  }
}

function tagsPath(index: number): string {
  return `/v3/${project.id}/instances/${ddsId(index)}/tags`
}

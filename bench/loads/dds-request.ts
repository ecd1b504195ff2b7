import { createHmac, hash } from 'node:crypto'
import { project } from '../fleet.ts'
import type { Turn } from './load.ts'

const signedHeaders = 'content-type;host;x-project-id;x-sdk-date'

/** How a call to DDS proves who sends it. */
export type DdsProof = (method: string, path: string, body: string, turn: Turn) => string

/** A call of DDS, its body in JSON or empty. */
export function ddsRequest(method: string, path: string, body: string, turn: Turn, proof: DdsProof): string {
  return `${method} ${path} HTTP/1.1\r\nAccept: application/json\r\nContent-Type: application/json\r\nUser-Agent: huaweicloud-usdk-nodejs/3.0; os/linux#x64 nodejs/v26 meta/C\r\nX-Project-Id: ${project.id}\r\nhost: ${turn.host}\r\n${proof(method, path, body, turn)}Content-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`
}

/** A user token. */
export const withToken: DdsProof = (_method, _path, _body, { caller }) => `X-Auth-Token: ${caller.token}\r\n`

/** SDK-HMAC-SHA256, as Huawei Cloud's SDK for Node signs. */
export const withKey: DdsProof = (method, path, body, { host, at, caller: { huaweiKey } }) => {
  const date = `${new Date(at).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`
  const canonical = `${method}\n${path}/\n\ncontent-type:application/json\nhost:${host}\nx-project-id:${project.id}\nx-sdk-date:${date}\n\n${signedHeaders}\n${hash('sha256', body)}`
  const signature = createHmac('sha256', huaweiKey.secret)
    .update(`SDK-HMAC-SHA256\n${date}\n${hash('sha256', canonical)}`)
    .digest('hex')
  return `X-Sdk-Date: ${date}\r\nAuthorization: SDK-HMAC-SHA256 Access=${huaweiKey.id}, SignedHeaders=${signedHeaders}, Signature=${signature}\r\n`
}

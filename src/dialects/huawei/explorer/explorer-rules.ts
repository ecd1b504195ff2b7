import type { ExplorerRules } from '../../explorer-rules.ts'
import { samplesOf } from '../samples/samples.ts'
import { readSignature } from './read-signature.ts'
import { signRequest } from './sign-request.ts'

const ownPath = /^\/v3(?:$|\/|\.0\/|\.1\/)/

/** How calls of DDS and IAM are made. */
export const explorerRules: ExplorerRules = {
  owns: (path) => ownPath.test(path),
  sign: signRequest,
  read: readSignature,
  samples: samplesOf,
}

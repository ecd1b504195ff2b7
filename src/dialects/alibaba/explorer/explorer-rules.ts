import type { ExplorerRules } from '../../explorer-rules.ts'
import { samplesOf } from '../samples/samples.ts'
import { readSignature } from './read-signature.ts'
import { signRequest } from './sign-request.ts'

/** How calls of the RPC protocol are made. */
export const explorerRules: ExplorerRules = {
  owns: (path) => path === '/' || path === '',
  sign: signRequest,
  read: readSignature,
  samples: samplesOf,
}

import { parseRoleArn } from './actor.ts'
import type { Shape } from './scalar-kinds.ts'

const roleSessionNamePattern = /^[\w.@-]{2,64}$/
const externalIdPattern = /^[\w+=,.@:/-]{2,1224}$/
const sourceIdentityPattern = /^[\w+=,.@-]{2,64}$/

export const roleArn: Shape = {
  limits: '`acs:ram::{account}:role/{name}`',
  holds: (arn) => parseRoleArn(arn) !== undefined,
}

export const roleSessionName: Shape = {
  limits: '2 to 64 letters, digits or `.@-_`',
  holds: (name) => roleSessionNamePattern.test(name),
}

export const externalId: Shape = {
  limits: '2 to 1224 letters, digits or `+=,.@:/-_`',
  holds: (id) => externalIdPattern.test(id),
}

export const sourceIdentity: Shape = {
  limits: '2 to 64 letters, digits or `+=,.@-_`',
  holds: (identity) => sourceIdentityPattern.test(identity),
}

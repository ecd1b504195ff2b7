import type { ActionNames, ResourceNames } from '../../../access/policy/request.ts'
import { version11, version50 } from './iam-grammar.ts'

/**
 * Older names that grant a permission of version 5.0 too, where an identity policy lists them.
 * For setTag the document also lists `dds:instance:list`; a right to read that lets tags be changed is not taken over.
 * @see DDS API reference, "Actions Supported by Identity Policy-based Authorization", column "Alias"
 */
const aliases: Readonly<Record<string, readonly string[]>> = {
  'dds:instance:setTag': [
    'dds:instance:modify',
    'dds:instance:addTag',
    'dds:instance:updateTag',
    'dds:instance:deleteTag',
  ],
  'dds:instance:listTags': ['dds:instance:list'],
  'dds:instance:listAll': ['dds:instance:list'],
  'dds:instance:delete': ['dds:instance:deleteInstance'],
  'dds:instance:updateName': ['dds:instance:modify'],
  'iam:agencies:assume': ['iam:tokens:assume', 'sts:agencies:assume'],
}

/** The same in version 1.1, where the pages have two names for one permission. */
const aliases11: Readonly<Record<string, readonly string[]>> = {
  'iam:agencies:assume': ['iam:tokens:assume'],
}

/** A permission in the terms of both versions. Make it once for an operation. @param name11 where it differs from `name` */
export function iamAction(name: string, name11 = name): ActionNames {
  return {
    [version11]: [name11, ...(aliases11[name11] ?? [])],
    [version50]: [name, ...(aliases[name] ?? [])],
  }
}

/** What an operation is about that knows no resource of its own. */
export const anyResource: ResourceNames = { [version11]: '*', [version50]: '*' }

/** An agency and its domain, as a caller names them. */
export interface AgencyNames {
  readonly domainId: string
  readonly name: string
}

/** An agency, by its name in both versions. */
export function agencyResource({ domainId, name }: AgencyNames): ResourceNames {
  const urn = `iam::${domainId}:agency:${name}`
  return { [version11]: urn, [version50]: urn }
}

/** Where an instance is, and what it is called; its name is undefined before it is looked up. */
export interface InstanceNames {
  readonly region: string
  readonly domainId: string
  readonly id: string
  readonly name: string | undefined
}

/** An instance in the terms of both versions: by its name in 1.1, by its id in 5.0. */
export function instanceResource({ region, domainId, id, name }: InstanceNames): ResourceNames {
  const owner = `dds:${region}:${domainId}`
  return {
    [version11]: name === undefined ? undefined : `${owner}:instancename:${name}`,
    [version50]: `${owner}:instance:${id}`,
  }
}

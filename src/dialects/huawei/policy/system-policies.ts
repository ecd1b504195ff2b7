import type { Json } from '../../../store/instance.ts'

function policy11(Statement: Json): Json {
  return { Version: '1.1', Statement }
}

function policy50(Statement: Json): Json {
  return { Version: '5.0', Statement }
}

/** What creating an instance needs of the network service. */
const networkReads = ['vpc:*:get*', 'vpc:*:list*']

/**
 * Policies and roles that IAM brings along, by the name it shows. Their documents are not published for the most part:
 * each is written here after its description, as far as the services served here go. Roles (version 1.0) are written
 * in version 1.1; the roles that DDS Administrator depends on give nothing that its own actions need here.
 * @see IAM documentation, "System-defined Permissions"; DDS documentation, "Permissions", "Syntax of RBAC Policies"
 */
export const systemPolicies: Readonly<Record<string, Json>> = {
  'DDS FullAccess': policy11([{ Effect: 'Allow', Action: ['dds:*:*', ...networkReads] }]),
  'DDS ReadOnlyAccess': policy11([{ Effect: 'Allow', Action: ['dds:*:get*', 'dds:*:list*', ...networkReads] }]),
  /** A role. Its document says `DDS:DDS:*`, by which roles mean every action of DDS. */
  'DDS Administrator': policy11([{ Effect: 'Allow', Action: ['dds:*:*'] }]),
  /** A role: reads in every service but IAM. */
  'Tenant Guest': policy11([{ Effect: 'Allow', Action: ['dds:*:get*', 'dds:*:list*', ...networkReads] }]),
  /** A role: everything in every service but IAM. */
  'Tenant Administrator': policy11([{ Effect: 'Allow', NotAction: ['iam:*:*'] }]),
  /** A role: assumes the agencies that trust the domain. */
  'Agent Operator': policy11([{ Effect: 'Allow', Action: ['iam:agencies:assume', 'iam:tokens:assume'] }]),
  FullAccess: policy11([{ Effect: 'Allow', Action: ['*:*:*'] }]),
  DDSFullAccessPolicy: policy50([{ Effect: 'Allow', Action: ['dds:*:*', ...networkReads] }]),
  DDSReadOnlyPolicy: policy50([{ Effect: 'Allow', Action: ['dds:*:get*', 'dds:*:list*', ...networkReads] }]),
}

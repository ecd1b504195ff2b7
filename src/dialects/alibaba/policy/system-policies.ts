import type { Json } from '../../../store/instance.ts'

/**
 * Policies that RAM brings along, by name: those about the products served here, and those about everything.
 * Documents as of their pages in "System policies" of the RAM documentation: AliyunKvstoreFullAccess v3 and
 * AliyunKvstoreReadOnlyAccess v2 (2022-02-22), AliyunSTSAssumeRoleAccess v1 (2017-04-27). ReadOnlyAccess also lists
 * single actions of products that are not served here; they are left out.
 */
export const systemPolicies: Readonly<Record<string, Json>> = {
  AdministratorAccess: { Version: '1', Statement: [{ Action: '*', Resource: '*', Effect: 'Allow' }] },
  ReadOnlyAccess: {
    Version: '1',
    Statement: [
      {
        Action: ['*:Describe*', '*:List*', '*:Get*', '*:BatchGet*', '*:Query*', '*:BatchQuery*'],
        Resource: '*',
        Effect: 'Allow',
      },
    ],
  },
  AliyunKvstoreFullAccess: {
    Version: '1',
    Statement: [
      { Action: 'kvstore:*', Resource: '*', Effect: 'Allow' },
      { Action: 'hdm:*', Resource: 'acs:kvstore:*:*:*', Effect: 'Allow' },
      {
        Action: 'ram:CreateServiceLinkedRole',
        Resource: '*',
        Effect: 'Allow',
        Condition: { StringEquals: { 'ram:ServiceName': 'r-kvstore.aliyuncs.com' } },
      },
    ],
  },
  /** Has no `kvstore:List*`: who has only this may not call ListTagResources. */
  AliyunKvstoreReadOnlyAccess: {
    Version: '1',
    Statement: [
      { Action: 'kvstore:Describe*', Resource: '*', Effect: 'Allow' },
      {
        Action: ['hdm:Get*', 'hdm:Describe*', 'hdm:Query*', 'hdm:Support*'],
        Resource: 'acs:kvstore:*:*:*',
        Effect: 'Allow',
      },
    ],
  },
  AliyunSTSAssumeRoleAccess: {
    Version: '1',
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: '*' }],
  },
}

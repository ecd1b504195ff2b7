import { z } from 'zod'
import { operation } from '../operation.ts'

const parameter = z
  .object({
    name: z.string(),
    in: z.enum(['path', 'query', 'body']),
    type: z.string().describe('In the vendor’s terms'),
    required: z.boolean(),
    limits: z.string(),
    errors: z.array(z.string()).describe('Codes of the errors that it can give'),
    get members() {
      return z.array(parameter).optional()
    },
  })
  .meta({ id: 'Parameter' })

const operationShape = z
  .object({
    cloud: z.string(),
    name: z.string(),
    service: z.string(),
    version: z.string().optional(),
    method: z.string(),
    path: z.string(),
    docs: z.string().describe('Title or address of the vendor’s page'),
    access: z.object({ action: z.string().optional(), level: z.string(), resources: z.string() }),
    signed: z.boolean().describe('Whether a call of it is signed; where not, its body shows who calls'),
    issuesCredentials: z
      .boolean()
      .describe('Whether its answer is credentials; the explorer does not sign such a call'),
    parameters: z.array(parameter),
    errors: z.array(z.object({ status: z.int().nonnegative(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'Operation' })

export const listOperations = operation({
  name: 'ListOperations',
  method: 'GET',
  path: '/api/v1/operations',
  summary: 'Describe every operation of the vendors’ APIs that is served here',
  caller: 'anyone',
  reply: z.object({ operations: z.array(operationShape) }),
  run: async (_, { context }) => ({
    operations: context.clouds.flatMap(({ name: cloud, fleet }) => fleet.operations.map((one) => ({ cloud, ...one }))),
  }),
})

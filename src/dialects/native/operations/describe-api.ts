import { z } from 'zod'
import { openApi } from '../open-api.ts'
import { type Operation, operation } from '../operation.ts'

/** @param operations all that there are, this one too */
export function describeApi(operations: () => readonly Operation[]): Operation {
  let description: ReturnType<typeof openApi> | undefined
  return operation({
    name: 'DescribeApi',
    method: 'GET',
    path: '/api/v1/openapi.json',
    summary: 'Describe this API in OpenAPI 3.1',
    caller: 'anyone',
    reply: z.looseObject({ openapi: z.literal('3.1.0') }),
    async run() {
      description ??= openApi(operations())
      return description
    },
  })
}

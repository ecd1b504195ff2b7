import { z } from 'zod'
import type { PlainCall } from '../../explorer-rules.ts'
import type { ServedOperation } from '../../fleet-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import type { Call } from '../call.ts'
import type { Cloud } from '../cloud.ts'
import { type ApiError, errors, invalidParameter } from '../errors.ts'
import { text } from '../shapes/texts.ts'

/** A call of a vendor's API, as somebody writes it. */
export const vendorCallMembers = {
  cloud: text,
  operation: text.describe('Its name, as `/api/v1/operations` has it'),
  parameters: z
    .record(z.string(), z.unknown())
    .describe('By name. Lists are lists; what the vendor’s API refuses may be sent too'),
}

interface Written extends PlainCall {
  readonly cloud: string
}

/** The cloud and the operation that are named. */
export function findOperation(
  { context }: Pick<Call, 'context'>,
  { cloud: name, operation }: Written,
): { readonly cloud: Cloud; readonly operation: ServedOperation } | ApiError {
  const cloud = context.clouds.find((one) => one.name === name)
  const found = cloud?.fleet.operations.find((one) => one.name === operation)
  return cloud && found ? { cloud, operation: found } : errors.noSuchVendorOperation
}

/** What became of writing a call, as this API answers it. */
export function written<T extends object>(result: T | ParameterProblem): T | ApiError {
  if (!(result instanceof ParameterProblem)) return result
  return invalidParameter(`parameters.${result.parameter}`, result.message)
}

/** Where clients reach the server. */
export function originOf({ context, request }: Call): string {
  return context.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`
}

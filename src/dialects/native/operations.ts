import type { Operation } from './operation.ts'
import { applyEdit } from './operations/apply-edit.ts'
import { applyUndo } from './operations/apply-undo.ts'
import { countTagKeys } from './operations/count-tag-keys.ts'
import { countTagValues } from './operations/count-tag-values.ts'
import { describeApi } from './operations/describe-api.ts'
import { diagnoseRequest } from './operations/diagnose-request.ts'
import { exportInstances } from './operations/export-instances.ts'
import { listChanges } from './operations/list-changes.ts'
import { listClouds } from './operations/list-clouds.ts'
import { listOperations } from './operations/list-operations.ts'
import { previewEdit } from './operations/preview-edit.ts'
import { previewUndo } from './operations/preview-undo.ts'
import { searchInstances } from './operations/search-instances.ts'
import { showInstance } from './operations/show-instance.ts'
import { showSession } from './operations/show-session.ts'
import { showTagsAsOf } from './operations/show-tags-as-of.ts'
import { signIn } from './operations/sign-in.ts'
import { signOut } from './operations/sign-out.ts'
import { signRequest } from './operations/sign-request.ts'
import { writeSamples } from './operations/write-samples.ts'

/** Everything that is served. A new operation is a file and a line here. */
export const operations: readonly Operation[] = [
  describeApi(() => operations),
  signIn,
  showSession,
  signOut,
  listClouds,
  listOperations,
  searchInstances,
  exportInstances,
  showInstance,
  showTagsAsOf,
  countTagKeys,
  countTagValues,
  listChanges,
  previewEdit,
  applyEdit,
  previewUndo,
  applyUndo,
  signRequest,
  diagnoseRequest,
  writeSamples,
]

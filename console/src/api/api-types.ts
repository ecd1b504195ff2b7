// Written by console/generate/write.ts from the definitions in src/dialects/native/. Do not edit.

export type Session = { readonly principals: readonly Principal[] }

export type Principal = {
  readonly cloud: string
  readonly account: string
  readonly kind: 'root' | 'user' | 'role'
  readonly name: string
  readonly actor: string
  readonly administrator: boolean
  readonly expiresAt?: string | undefined
}

export type Cloud = {
  readonly name: string
  readonly words: {
    readonly en: {
      readonly cloud: string
      readonly product: string
      readonly instance: string
      readonly tenant: string
      readonly region: string
      readonly tagKey: string
      readonly tagValue: string
    }
    readonly zh: {
      readonly cloud: string
      readonly product: string
      readonly instance: string
      readonly tenant: string
      readonly region: string
      readonly tagKey: string
      readonly tagValue: string
    }
  }
  readonly passwords: boolean
  readonly tags: {
    readonly key: TextRule
    readonly value: TextRule
    readonly perInstanceMax: number
    readonly overLimit: Refusal
  }
}

export type TextRule = {
  readonly lengthMax: number
  readonly pattern: string
  readonly flags: string
  readonly refusal: Refusal
}

export type Refusal = { readonly code: string; readonly message: string }

export type Operation = {
  readonly cloud: string
  readonly name: string
  readonly service: string
  readonly version?: string | undefined
  readonly method: string
  readonly path: string
  readonly docs: string
  readonly access: { readonly action?: string | undefined; readonly level: string; readonly resources: string }
  readonly signed: boolean
  readonly issuesCredentials: boolean
  readonly parameters: readonly Parameter[]
  readonly errors: readonly { readonly status: number; readonly code: string; readonly message: string }[]
}

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'body'
  readonly type: string
  readonly required: boolean
  readonly limits: string
  readonly errors: readonly string[]
  readonly members?: readonly Parameter[] | undefined
}

export type Instance = {
  readonly cloud: string
  readonly tenant: string
  readonly region: string
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly tags: readonly Tag[]
}

export type Tag = { readonly key: string; readonly value: string }

export type Omitted = {
  readonly cloud: string
  readonly tenant: string
  readonly regions?: readonly string[] | undefined
  readonly code: string
  readonly message: string
  readonly action: string
  readonly resource: string
}

export type Change = {
  readonly cloud: string
  readonly tenant: string
  readonly revision: number
  readonly region: string
  readonly instance: string
  readonly key: string
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly actor: string
  readonly operation: string
  readonly requestId: string
  readonly at: string
}

export type Replacement = {
  readonly key: string
  readonly value?: string | undefined
  readonly by: { readonly key?: string | undefined; readonly value?: string | undefined }
}

export type PlannedTenant = {
  readonly cloud: string
  readonly tenant: string
  readonly revision: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

export type PlannedInstance = {
  readonly cloud: string
  readonly tenant: string
  readonly region: string
  readonly id: string
  readonly name: string
  readonly differences: readonly {
    readonly key: string
    readonly before?: string | undefined
    readonly after?: string | undefined
  }[]
  readonly refusal?:
    | {
        readonly code: string
        readonly message: string
        readonly action?: string | undefined
        readonly resource?: string | undefined
      }
    | undefined
}

export type AppliedTenant = {
  readonly cloud: string
  readonly tenant: string
  readonly revision?: number | undefined
  readonly instances: number
  readonly tags: number
}

export type UndoConflict = {
  readonly cloud: string
  readonly tenant: string
  readonly instance: string
  readonly key: string
  readonly kind: 'changed-again' | 'instance-gone'
  readonly wanted?: string | undefined
  readonly expected?: string | undefined
  readonly found?: string | undefined
  readonly revision?: number | undefined
}

export type Unreached = { readonly cloud: string; readonly code: string; readonly message: string }

export type SignedRequest = {
  readonly accessKeyId?: string | undefined
  readonly method: string
  readonly url: string
  readonly target: string
  readonly headers: object
  readonly body: string
  readonly steps: readonly SignatureStep[]
  readonly goodUntil?: string | undefined
}

export type SignatureStep = {
  readonly id: 'canonical' | 'string-to-sign' | 'key' | 'signature'
  readonly name: string
  readonly text?: string | undefined
}

export type SignatureDiagnosis = {
  readonly cloud: string
  readonly scheme?: string | undefined
  readonly accessKeyId?: string | undefined
  readonly clock?:
    | { readonly signedAt: string; readonly serverTime: string; readonly skewMsMax: number; readonly fresh: boolean }
    | undefined
  readonly steps: readonly SignatureStep[]
  readonly comparisons: readonly {
    readonly step: 'canonical' | 'string-to-sign' | 'key' | 'signature'
    readonly difference?:
      | {
          readonly offset: number
          readonly line: number
          readonly column: number
          readonly server: string
          readonly client: string
        }
      | undefined
  }[]
  readonly refusal?: { readonly code: string; readonly message: string } | undefined
}

export type Sample = {
  readonly client: string
  readonly title: string
  readonly language: string
  readonly install?: string | undefined
  readonly tested: boolean
  readonly text: string
}

export type Error = {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly requestId: string
    readonly parameter?: string | undefined
    readonly column?: number | undefined
    readonly pattern?: string | undefined
    readonly valuesMax?: number | undefined
    readonly action?: string | undefined
    readonly resource?: string | undefined
    readonly tenant?: string | undefined
    readonly revision?: number | undefined
    readonly changes?: readonly Change[] | undefined
    readonly applied?: readonly AppliedTenant[] | undefined
    readonly instances?: readonly (string | PlannedInstance)[] | undefined
  }
}

/** What each operation takes, and what it gives. */
export interface Calls {
  /** Describe this API in OpenAPI 3.1. */
  DescribeApi: { takes: object; gives: { readonly openapi: '3.1.0' } }
  /** Sign in at one cloud, beside the other. */
  SignIn: {
    takes:
      | {
          readonly cloud: string
          readonly accessKeyId: string
          readonly accessKeySecret: string
          readonly securityToken?: string | undefined
        }
      | { readonly cloud: string; readonly domain: string; readonly user: string; readonly password: string }
      | { readonly signInToken: string }
    gives: Session
  }
  /** Say as whom one is signed in, if one is. */
  ShowSession: { takes: object; gives: Session }
  /** Sign out, everywhere that this session is used. */
  SignOut: { takes: { readonly cloud?: string | undefined }; gives: Session }
  /** List the clouds, their words and their rules for tags. */
  ListClouds: { takes: object; gives: { readonly clouds: readonly Cloud[] } }
  /** Describe every operation of the vendors’ APIs that is served here. */
  ListOperations: { takes: object; gives: { readonly operations: readonly Operation[] } }
  /** Search the instances of all clouds that one is signed in at. */
  SearchInstances: {
    takes: {
      readonly where?: string | undefined
      readonly tenant?: string | undefined
      readonly sort?: string | undefined
      readonly after?: string | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly instances: readonly Instance[]
      readonly next?: string | undefined
      readonly total: number
      readonly omitted: readonly Omitted[]
    }
  }
  /** Show one instance with its tags. */
  ShowInstance: {
    takes: { readonly tenant: string; readonly id: string }
    gives: {
      readonly cloud: string
      readonly tenant: string
      readonly region: string
      readonly id: string
      readonly name: string
      readonly createdAt: string
      readonly tags: readonly Tag[]
      readonly tagsPerInstanceMax: number
      readonly revision: number
    }
  }
  /** Show the tags that an instance had at a revision or a time, also of one that is gone. */
  ShowTagsAsOf: {
    takes: {
      readonly tenant: string
      readonly id: string
      readonly revision?: number | undefined
      readonly time?: string | undefined
    }
    gives: {
      readonly tenant: string
      readonly region: string
      readonly id: string
      readonly revision: number
      readonly tags: readonly Tag[]
    }
  }
  /** Count the instances that carry each tag key. */
  CountTagKeys: {
    takes: {
      readonly where?: string | undefined
      readonly tenant?: string | undefined
      readonly beginning?: string | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly counts: readonly { readonly text: string; readonly instances: number }[]
      readonly hasMore: boolean
      readonly omitted: readonly Omitted[]
    }
  }
  /** Count the instances that carry each value of a tag key. */
  CountTagValues: {
    takes: {
      readonly key: string
      readonly where?: string | undefined
      readonly tenant?: string | undefined
      readonly beginning?: string | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly counts: readonly { readonly text: string; readonly instances: number }[]
      readonly hasMore: boolean
      readonly omitted: readonly Omitted[]
    }
  }
  /** List what became of tags, newest first. */
  ListChanges: {
    takes: {
      readonly tenant?: string | undefined
      readonly instance?: string | undefined
      readonly key?: string | undefined
      readonly actor?: string | undefined
      readonly requestId?: string | undefined
      readonly operation?: string | undefined
      readonly from?: string | undefined
      readonly until?: string | undefined
      readonly fromRevision?: number | undefined
      readonly toRevision?: number | undefined
      readonly after?: string | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly changes: readonly Change[]
      readonly next?: string | undefined
      readonly omitted: readonly Omitted[]
    }
  }
  /** Show what an edit of many instances would change, and what of it would be refused and why. */
  PreviewEdit: {
    takes: {
      readonly where?: string | undefined
      readonly tenant?: string | undefined
      readonly instances?: readonly { readonly tenant: string; readonly id: string }[] | undefined
      readonly unset?: readonly string[] | undefined
      readonly replace?: readonly Replacement[] | undefined
      readonly set?: readonly { readonly key: string; readonly value: string }[] | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly selection: string
      readonly tenants: readonly PlannedTenant[]
      readonly instances: readonly PlannedInstance[]
      readonly omitted: readonly Omitted[]
    }
  }
  /** Edit the tags of many instances, as the preview showed it. */
  EditTags: {
    takes: {
      readonly where?: string | undefined
      readonly tenant?: string | undefined
      readonly instances?: readonly { readonly tenant: string; readonly id: string }[] | undefined
      readonly unset?: readonly string[] | undefined
      readonly replace?: readonly Replacement[] | undefined
      readonly set?: readonly { readonly key: string; readonly value: string }[] | undefined
      readonly seen: {
        readonly selection: string
        readonly revisions: readonly { readonly tenant: string; readonly revision: number }[]
      }
      readonly skipRefused?: boolean | undefined
    }
    gives: { readonly requestId: string; readonly tenants: readonly AppliedTenant[] }
  }
  /** Show what it would change to undo a request or revisions, and what was changed again since. */
  PreviewUndo: {
    takes: {
      readonly requestId?: string | undefined
      readonly revisions?: { readonly tenant: string; readonly from: number; readonly to: number } | undefined
      readonly overwrite?:
        | boolean
        | readonly { readonly tenant: string; readonly instance: string; readonly key: string }[]
        | undefined
      readonly limit?: number | undefined
    }
    gives: {
      readonly tenants: readonly PlannedTenant[]
      readonly instances: readonly PlannedInstance[]
      readonly conflicts: readonly UndoConflict[]
      readonly omitted: readonly Unreached[]
    }
  }
  /** Undo a request or revisions, as the preview showed it. */
  Undo: {
    takes: {
      readonly requestId?: string | undefined
      readonly revisions?: { readonly tenant: string; readonly from: number; readonly to: number } | undefined
      readonly overwrite?:
        | boolean
        | readonly { readonly tenant: string; readonly instance: string; readonly key: string }[]
        | undefined
      readonly seen: { readonly revisions: readonly { readonly tenant: string; readonly revision: number }[] }
    }
    gives: {
      readonly requestId: string
      readonly tenants: readonly AppliedTenant[]
      readonly omitted: readonly Unreached[]
    }
  }
  /** Sign a call of a vendor’s API with a key of one’s own, step by step. */
  SignRequest: {
    takes: {
      readonly cloud: string
      readonly operation: string
      readonly parameters: object
      readonly accessKeyId?: string | undefined
    }
    gives: SignedRequest
  }
  /** Say what is wrong with the signature of a request, and where it differs from the server’s. */
  DiagnoseRequest: {
    takes: {
      readonly request: string
      readonly canonicalRequest?: string | undefined
      readonly stringToSign?: string | undefined
    }
    gives: SignatureDiagnosis
  }
  /** Write a call of a vendor’s API as code of each client that can make it. */
  WriteSamples: {
    takes: { readonly cloud: string; readonly operation: string; readonly parameters: object }
    gives: { readonly samples: readonly Sample[] }
  }
}

/** How each operation is called. */
export const routes = {
  DescribeApi: { method: 'GET', path: '/api/v1/openapi.json', sends: 'query' },
  SignIn: { method: 'POST', path: '/api/v1/session', sends: 'body' },
  ShowSession: { method: 'GET', path: '/api/v1/session', sends: 'query' },
  SignOut: { method: 'DELETE', path: '/api/v1/session', sends: 'query' },
  ListClouds: { method: 'GET', path: '/api/v1/clouds', sends: 'query' },
  ListOperations: { method: 'GET', path: '/api/v1/operations', sends: 'query' },
  SearchInstances: { method: 'GET', path: '/api/v1/instances', sends: 'query' },
  ShowInstance: { method: 'GET', path: '/api/v1/instances/{tenant}/{id}', sends: 'query' },
  ShowTagsAsOf: { method: 'GET', path: '/api/v1/instances/{tenant}/{id}/tags', sends: 'query' },
  CountTagKeys: { method: 'GET', path: '/api/v1/tags/keys', sends: 'query' },
  CountTagValues: { method: 'GET', path: '/api/v1/tags/values', sends: 'query' },
  ListChanges: { method: 'GET', path: '/api/v1/changes', sends: 'query' },
  PreviewEdit: { method: 'POST', path: '/api/v1/edits/preview', sends: 'body' },
  EditTags: { method: 'POST', path: '/api/v1/edits', sends: 'body' },
  PreviewUndo: { method: 'POST', path: '/api/v1/undo/preview', sends: 'body' },
  Undo: { method: 'POST', path: '/api/v1/undo', sends: 'body' },
  SignRequest: { method: 'POST', path: '/api/v1/explorer/request', sends: 'body' },
  DiagnoseRequest: { method: 'POST', path: '/api/v1/explorer/diagnose', sends: 'body' },
  WriteSamples: { method: 'POST', path: '/api/v1/explorer/samples', sends: 'body' },
} as const

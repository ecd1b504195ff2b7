const keys = [
  'LTAI5tExampleRootKey:ExampleRootSecret0000000000000',
  'EXAMPLEAK000000000001:ExampleSecretKey000000000000000000000001',
]

/** Edits tags as somebody else would, past the console. @param edit `where`, `set`, `unset` @returns the request id */
export async function editElsewhere(url: string, edit: object): Promise<string> {
  const { selection, tenants } = await post(url, '/api/v1/edits/preview', edit)
  const revisions = tenants.map(({ tenant, revision }) => ({ tenant, revision }))
  const { requestId } = await post(url, '/api/v1/edits', { ...edit, seen: { selection, revisions } })
  return requestId
}

interface Answer {
  readonly selection: string
  readonly tenants: readonly { readonly tenant: string; readonly revision: number }[]
  readonly requestId: string
}

async function post(url: string, path: string, body: object): Promise<Answer> {
  const authorization = keys.map((key) => `Basic ${Buffer.from(key).toString('base64')}`).join(', ')
  const headers = { authorization, 'content-type': 'application/json', 'x-tagplane-client': 'test' }
  const reply = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const answer = (await reply.json()) as Answer
  if (!reply.ok) throw new Error(`${path} is answered ${reply.status} ${JSON.stringify(answer)}`)
  return answer
}

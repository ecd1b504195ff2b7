import type { Store } from '../store/store.ts'

/** Whether its time is recorded: not of what is answered from memory with every call, where timing costs as much. */
const methods = {
  tagsOf: true,
  findInstance: true,
  listInstances: true,
  countInstances: true,
  listAttachedTags: true,
  listDistinctTags: true,
  searchInstances: true,
  countTagKeys: true,
  countTagValues: true,
  findJob: true,
  readChanges: true,
  revisionOf: true,
  revisionAt: true,
  listChanges: true,
  tagsAsOf: true,
  listAccounts: true,
  listTenants: true,
  findTenant: false,
  listPrincipals: true,
  findPrincipal: true,
  listGroups: true,
  listAccessKeys: true,
  findAccessKey: false,
  findPasswordHolder: true,
  findToken: false,
  changeTags: true,
  createInstance: true,
  deleteInstance: true,
  updateInstance: true,
  spendNonce: true,
  saveToken: true,
  changeIdentities: true,
  load: true,
  readProperty: true,
  claimProperty: true,
  probe: true,
  close: true,
} satisfies Record<keyof Store, boolean>

type Method = (...values: unknown[]) => Promise<unknown>

/**
 * `store`, with the time of each call recorded.
 * @param observerOf asked once for each method
 */
export function observedStore(store: Store, observerOf: (method: string) => { observe(seconds: number): void }): Store {
  const all = Object.entries(methods).map(([name, isTimed]) => {
    const method: Method = (store as unknown as Record<string, Method>)[name] as Method
    const bound = method.bind(store)
    return [name, isTimed ? timedMethod(bound, observerOf(name)) : bound]
  })
  return Object.fromEntries(all)
}

function timedMethod(method: Method, observer: { observe(seconds: number): void }): Method {
  return (...values) => {
    const started = performance.now()
    const observe = () => observer.observe((performance.now() - started) / 1000)
    const answer = method(...values)
    answer.then(observe, observe)
    return answer
  }
}

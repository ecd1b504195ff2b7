import type { Store } from '../store/store.ts'

const methods = Object.keys({
  tagsOf: true,
  findInstance: true,
  listInstances: true,
  countInstances: true,
  listAttachedTags: true,
  listDistinctTags: true,
  findJob: true,
  readChanges: true,
  listAccounts: true,
  listTenants: true,
  findTenant: true,
  listPrincipals: true,
  findPrincipal: true,
  listGroups: true,
  listAccessKeys: true,
  findAccessKey: true,
  findPasswordHolder: true,
  findToken: true,
  changeTags: true,
  createInstance: true,
  deleteInstance: true,
  updateInstance: true,
  spendNonce: true,
  saveToken: true,
  changeIdentities: true,
  load: true,
  readProperty: true,
  writeProperty: true,
  probe: true,
  close: true,
} satisfies Record<keyof Store, true>)

type Method = (...values: unknown[]) => Promise<unknown>

/**
 * `store`, with the time of each call recorded.
 * @param observerOf asked once for each method
 */
export function observedStore(store: Store, observerOf: (method: string) => { observe(seconds: number): void }): Store {
  const timed = methods.map((name) => {
    const method: Method = (store as unknown as Record<string, Method>)[name] as Method
    const observer = observerOf(name)
    return [name, timedMethod(method.bind(store), observer)]
  })
  return Object.fromEntries(timed)
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

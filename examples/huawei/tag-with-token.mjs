// Signs in with a password, then adds and removes a tag with the token: no SDK, only fetch.
import { domainName, endpoint, instanceId, password, projectId, userName } from './settings.mjs'

const headers = { 'Content-Type': 'application/json' }
const user = { name: userName, password, domain: { name: domainName } }
const auth = { identity: { methods: ['password'], password: { user } }, scope: { project: { id: projectId } } }

const signedIn = await fetch(`${endpoint}/v3/auth/tokens`, { method: 'POST', headers, body: JSON.stringify({ auth }) })
if (signedIn.status !== 201) throw new Error(await signedIn.text())
headers['X-Auth-Token'] = signedIn.headers.get('X-Subject-Token')

const tags = `${endpoint}/v3/${projectId}/instances/${instanceId}/tags`
for (const action of ['create', 'delete']) {
  const body = JSON.stringify({ action, tags: [{ key: 'reviewed', value: 'yes' }] })
  const done = await fetch(`${tags}/action`, { method: 'POST', headers, body })
  if (!done.ok) throw new Error(await done.text())
  const answer = await fetch(tags, { headers })
  console.log(action, JSON.stringify(await answer.json()))
}

import { isJsonObject } from '../../../access/strict-json.ts'
import type { CodeSample } from '../../code-sample.ts'
import { pythonLiteral, snakeCase } from '../../python-literal.ts'
import { protocolOf, regionOf, type SampleCall } from './sample-call.ts'

/** Of each product, what the vendor publishes it as. */
const packages: Readonly<Record<string, string>> = {
  'R-kvstore': 'alibabacloud_r_kvstore20150101',
  Sts: 'alibabacloud_sts20150401',
}

/** The vendor's current SDK. */
export function python(call: SampleCall): CodeSample | undefined {
  const { operation, parameters, origin } = call
  const name = packages[operation.product.code]
  if (name === undefined) return undefined
  const given = Object.entries(parameters).filter(([, value]) => value !== null)
  const members = given.map(
    ([member, value]) => `    ${snakeCase(member)}=${modelled(operation.name, member, value)},\n`,
  )
  const hasRequest = Object.keys(operation.parameters).length > 0
  const request = hasRequest ? `models.${operation.name}Request(\n${members.join('')})` : ''
  return {
    client: 'python',
    title: 'Python SDK',
    language: 'python',
    install: `pip install ${name}`,
    tested: false,
    text: `import json
import os

from ${name} import models
from ${name}.client import Client
from alibabacloud_tea_openapi.models import Config

client = Client(Config(
    access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
    access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    endpoint="${origin.host}",
    protocol="${protocolOf(origin)}",
    region_id=${pythonLiteral(regionOf(call))},
))
response = client.${snakeCase(operation.name)}(${request})
print(json.dumps(response.body.to_map()))`,
  }
}

/** Objects in a list are models of their own: `TagResourcesRequestTag`. */
function modelled(operation: string, member: string, value: unknown): string {
  if (!Array.isArray(value) || !value.some(isJsonObject)) return pythonLiteral(value)
  const items = value.filter(isJsonObject).map((item) => {
    const inner = Object.entries(item).map(([name, text]) => `${snakeCase(name)}=${pythonLiteral(text)}`)
    return `models.${operation}Request${member}(${inner.join(', ')})`
  })
  return `[${items.join(', ')}]`
}

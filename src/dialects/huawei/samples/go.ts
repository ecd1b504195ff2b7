import type { CodeSample } from '../../code-sample.ts'
import type { PlainRequest } from '../explorer/plain-request.ts'
import { sdkServices } from './sdk-service.ts'

/** The vendor's SDK. Its models read the JSON that the wire has. */
export function go({ operation, path, query, body }: PlainRequest, origin: URL): CodeSample | undefined {
  if (operation.anonymous) return undefined
  const { name, client, version, credentials } = sdkServices[operation.service]
  const { project_id, ...pathParams } = path
  const members = { ...pathParams, ...Object.fromEntries(query), ...(body && { body }) }
  const isBasic = credentials === 'basic'
  const whose = isBasic
    ? `WithProjectId(${JSON.stringify(project_id)})`
    : 'WithDomainId(os.Getenv("HUAWEICLOUD_SDK_DOMAIN_ID"))'
  return {
    client: 'go',
    title: 'Go SDK',
    language: 'go',
    install: 'go get github.com/huaweicloud/huaweicloud-sdk-go-v3',
    tested: false,
    text: `package main

import (
\t"encoding/json"
\t"fmt"
\t"os"

\t"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/${credentials}"
\t${name} "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/${name}/${version}"
\t"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/${name}/${version}/model"
)

func main() {
\tcredentials := ${credentials}.NewCredentialsBuilder().
\t\tWithAk(os.Getenv("HUAWEICLOUD_SDK_AK")).
\t\tWithSk(os.Getenv("HUAWEICLOUD_SDK_SK")).
\t\t${whose}.
\t\tBuild()
\tclient := ${name}.New${client}Client(${name}.${client}ClientBuilder().
\t\tWithEndpoint(${JSON.stringify(origin.origin)}).
\t\tWithCredential(credentials).
\t\tBuild())
\trequest := &model.${operation.name}Request{}
\tif err := json.Unmarshal([]byte(${goText(JSON.stringify(members))}), request); err != nil {
\t\tpanic(err)
\t}
\treply, err := client.${operation.name}(request)
\tif err != nil {
\t\tpanic(err)
\t}
\tfmt.Println(reply)
}`,
  }
}

/** A raw literal of Go holds everything but its own quote. */
function goText(text: string): string {
  return text.includes('`') ? JSON.stringify(text) : `\`${text}\``
}

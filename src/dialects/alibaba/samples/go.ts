import type { CodeSample } from '../../code-sample.ts'
import { protocolOf, type SampleCall } from './sample-call.ts'

/** The client that all of the vendor's SDKs for Go are made on: it takes every operation by its name. */
export function go({ operation, flat, origin }: SampleCall): CodeSample {
  const { code, version } = operation.product
  const query = flat.map(([name, value]) => `\t\t${JSON.stringify(name)}: tea.String(${JSON.stringify(value)}),\n`)
  return {
    client: 'go',
    title: 'Go SDK',
    language: 'go',
    install: 'go get github.com/alibabacloud-go/darabonba-openapi/v2 github.com/alibabacloud-go/tea-utils/v2',
    tested: false,
    text: `package main

import (
\t"fmt"
\t"os"

\topenapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
\tutil "github.com/alibabacloud-go/tea-utils/v2/service"
\t"github.com/alibabacloud-go/tea/tea"
)

func main() {
\tclient, err := openapi.NewClient(&openapi.Config{
\t\tAccessKeyId:     tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),
\t\tAccessKeySecret: tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),
\t\tEndpoint:        tea.String("${origin.host}"),
\t\tProtocol:        tea.String("${protocolOf(origin)}"),
\t})
\tif err != nil {
\t\tpanic(err)
\t}
\t// ${code} ${version}
\tcall := &openapi.Params{
\t\tAction:      tea.String("${operation.name}"),
\t\tVersion:     tea.String("${version}"),
\t\tProtocol:    tea.String("${protocolOf(origin)}"),
\t\tMethod:      tea.String("POST"),
\t\tPathname:    tea.String("/"),
\t\tAuthType:    tea.String("AK"),
\t\tStyle:       tea.String("RPC"),
\t\tReqBodyType: tea.String("formData"),
\t\tBodyType:    tea.String("json"),
\t}
\trequest := &openapi.OpenApiRequest{Query: map[string]*string{
${query.join('')}\t}}
\treply, err := client.CallApi(call, request, &util.RuntimeOptions{})
\tif err != nil {
\t\tpanic(err)
\t}
\tfmt.Println(reply["body"])
}`,
  }
}

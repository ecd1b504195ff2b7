import { expect, test } from 'vitest'
import { readParameters } from './parameters.ts'
import { signV1 } from './signature-v1.ts'
import { signedTextV1 } from './signed-text.ts'

const common =
  'Version=2015-01-01&Timestamp=2026-11-21T20%3A23%3A10Z&SignatureNonce=nonce-0001&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&AccessKeyId=testid'

const vectors = [
  {
    of: 'the documentation',
    method: 'GET',
    query:
      'AccessKeyId=testid&Action=DescribeRegions&Format=XML&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&SignatureVersion=1.0&Timestamp=2016-02-23T12:46:24Z&Version=2014-05-26',
    form: '',
    signature: 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=',
  },
  {
    of: 'pop-core by GET',
    method: 'GET',
    query:
      'AccessKeyId=testid&Action=UntagResources&Format=JSON&RegionId=cn-hangzhou&ResourceId.1=r-1&ResourceId.2=r-2&ResourceType=INSTANCE&SignatureMethod=HMAC-SHA1&SignatureNonce=6d8072eff9ca67fb206d113fc09c3999&SignatureVersion=1.0&TagKey.1=k%201&TagKey.2=%E9%94%AE%2F~%2A&Timestamp=2026-11-21T20%3A23%3A10Z&Version=2015-01-01&Signature=0EuSAMJK%2BO1R2eBOyOGCsucvYvE%3D',
    form: '',
    signature: '0EuSAMJK+O1R2eBOyOGCsucvYvE=',
  },
  {
    of: 'pop-core by POST',
    method: 'POST',
    query: '',
    form: 'AccessKeyId=testid&Action=TagResources&Format=JSON&RegionId=cn-hangzhou&ResourceId.1=r-1&ResourceType=INSTANCE&SignatureMethod=HMAC-SHA1&SignatureNonce=f55390243d01acdfb2b146ba2f742ccf&SignatureVersion=1.0&Tag.1.Key=a&Tag.1.Value=x%2By%20z&Timestamp=2026-11-21T20%3A23%3A10Z&Version=2015-01-01&Signature=w01bjHqrq%2Fif7ZE6bjevA98cC5o%3D',
    signature: 'w01bjHqrq/if7ZE6bjevA98cC5o=',
  },
  {
    of: 'tea-rpc, as Terraform uses it',
    method: 'POST',
    query: `Action=DescribeInstanceAttribute&Format=json&${common}`,
    form: 'InstanceId=r-1&RegionId=cn-hangzhou',
    signature: 'Ubn47FYd5Yv/VmdkWO8i7guJbQw=',
  },
  {
    of: 'sdk-go, with an empty SignatureType and + for a blank',
    method: 'POST',
    query: `Action=UntagResources&Format=JSON&${common}&SignatureType=&RegionId=cn-hangzhou&ResourceType=INSTANCE&ResourceId.1=r-1&TagKey.1=team+a`,
    form: '',
    signature: 'uS1H829F+frTa36wFNfBLa7nicY=',
  },
]

function signed({ method, query, form }: (typeof vectors)[number]): string {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const parameters = readParameters({ target: `/?${query}`, headers, body: Buffer.from(form) })
  return signedTextV1(method, parameters).stringToSign
}

test.each(vectors)('the vector of $of is verified', (vector) => {
  expect(signV1(signed(vector), 'testsecret')).toBe(vector.signature)
})

test('the string to sign is that of the captured request', () => {
  expect(signed(vectors[1] as (typeof vectors)[number])).toBe(
    'GET&%2F&AccessKeyId%3Dtestid%26Action%3DUntagResources%26Format%3DJSON%26RegionId%3Dcn-hangzhou%26ResourceId.1%3Dr-1%26ResourceId.2%3Dr-2%26ResourceType%3DINSTANCE%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D6d8072eff9ca67fb206d113fc09c3999%26SignatureVersion%3D1.0%26TagKey.1%3Dk%25201%26TagKey.2%3D%25E9%2594%25AE%252F~%252A%26Timestamp%3D2026-11-21T20%253A23%253A10Z%26Version%3D2015-01-01',
  )
})

// The demo fleet of `npm start`, unless the environment names another server.
const { env } = process

export const endpoint = env.HUAWEI_ENDPOINT ?? 'http://127.0.0.1:7070'
export const accessKey = env.HUAWEI_ACCESS_KEY ?? 'EXAMPLEAK000000000001'
export const secretKey = env.HUAWEI_SECRET_KEY ?? 'ExampleSecretKey000000000000000000000001'
export const domainId = env.HUAWEI_DOMAIN_ID ?? '0123456789abcdef0123456789abcdef'
export const domainName = env.HUAWEI_DOMAIN_NAME ?? 'acme'
export const userName = env.HUAWEI_USER ?? 'admin'
export const password = env.HUAWEI_PASSWORD ?? 'Example-Passw0rd'
export const agencyName = env.HUAWEI_AGENCY ?? 'auditor'
export const region = env.HUAWEI_REGION ?? 'cn-north-4'
export const projectId = env.HUAWEI_PROJECT_ID ?? '89abcdef0123456789abcdef01234567'
export const instanceId = env.HUAWEI_INSTANCE_ID ?? 'cc6345c64cec47499182467ea0dd432ain02'

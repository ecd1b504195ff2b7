// Where the examples call, and as whom; by default the demo that `npm start` serves.
const {
  TAGPLANE_ENDPOINT: endpoint = '127.0.0.1:7070',
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId = 'LTAI5tExampleRootKey',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret = 'ExampleRootSecret0000000000000',
  ALIBABA_CLOUD_REGION_ID: regionId = 'cn-hangzhou',
  INSTANCE_ID: instanceId = 'r-bp1example0000001',
} = process.env

export { accessKeyId, accessKeySecret, endpoint, instanceId, regionId }

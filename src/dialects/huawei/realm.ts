/** The name of this cloud: of its identities in the store, of its section in a seed file, in logs and figures. */
export const realm = 'huawei'

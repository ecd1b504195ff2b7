/** The name of this dialect in logs, figures and the audit trail. No identity belongs to it. */
export const name = 'native'

/** What every path of it begins with. */
export const root = '/api/v1'

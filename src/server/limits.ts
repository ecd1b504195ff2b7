/** What the listener accepts, whatever the dialect; how long a body may be, each dialect says. */

/** All bodies that are being read or answered, together. */
export const bodyBytesInHandMax = 256 * 1024 * 1024
/** All headers of a request together: room for a token of several KB. */
export const headerBytesMax = 32 * 1024
/** Path and query: 50 resources, 20 keys of 128 characters and their percent-encoding fit eight times. */
export const targetBytesMax = 24 * 1024
export const connectionsMax = 10_000
/** For a whole request to arrive, milliseconds. */
export const requestMsMax = 30_000
/** Between two looks for requests that take too long, milliseconds: what one takes beyond its time. */
export const checkMs = 2_000
/** For an idle kept-alive connection, milliseconds; Alibaba Cloud announces 25 s. */
export const keepAliveMs = 25_000
/** From the last connection that is taken to the end, milliseconds: calls are finished, connections are closed. */
export const drainMsMax = 9_000
/** Without a call, before a server that drains closes its idle connections, milliseconds. */
export const quietMs = 500
/** Between two probes of the store, milliseconds, however often `/readyz` is asked: a probe writes. */
export const probeMsMin = 1_000

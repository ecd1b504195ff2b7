/** What the listener accepts, whatever the dialect. */

/** Huawei Cloud's gateway takes bodies of 12 MB; the largest of either vendor. */
export const bodyBytesMax = 12 * 1024 * 1024
/** All headers of a request together: room for a token of several KB. */
export const headerBytesMax = 32 * 1024
/** Path and query: 50 resources, 20 keys of 128 characters and their percent-encoding fit eight times. */
export const targetBytesMax = 24 * 1024
export const connectionsMax = 10_000
/** For a whole request to arrive, milliseconds. */
export const requestMsMax = 30_000
/** For an idle kept-alive connection, milliseconds; Alibaba Cloud announces 25 s. */
export const keepAliveMs = 25_000
/** From SIGTERM to the end, milliseconds: calls under way are finished, connections are closed. */
export const drainMsMax = 9_000
/** Between two probes of the store, milliseconds, however often `/readyz` is asked: a probe writes. */
export const probeMsMin = 1_000

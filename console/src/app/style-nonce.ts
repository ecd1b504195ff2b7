/** What the server's policy lets styles be made with; it is new with each load of the page. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

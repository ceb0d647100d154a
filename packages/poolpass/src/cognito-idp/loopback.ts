/** Whether a URL's host is this machine: 127/8, `[::1]` or `localhost`. */
export function isLoopback(url: URL): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname)
}

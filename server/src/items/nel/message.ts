import type { JsonObject } from "../../processing/json/json.ts";

/** In words, by the error types of the Network Error Logging specification. */
const messages: Readonly<Record<string, string>> = {
  "dns.unreachable": "DNS server is unreachable",
  "dns.name_not_resolved": "DNS server responded but is unable to resolve the address",
  "dns.failed": "Request to the DNS server failed due to reasons not covered by previous errors",
  "dns.address_changed": "Indicates that the resolved IP address for a request's origin has changed since the corresponding NEL policy was received",
  "tcp.timed_out": "TCP connection to the server timed out",
  "tcp.closed": "The TCP connection was closed by the server",
  "tcp.reset": "The TCP connection was reset",
  "tcp.refused": "The TCP connection was refused by the server",
  "tcp.aborted": "The TCP connection was aborted",
  "tcp.address_invalid": "The IP address is invalid",
  "tcp.address_unreachable": "The IP address is unreachable",
  "tcp.failed": "The TCP connection failed due to reasons not covered by previous errors",
  "tls.version_or_cipher_mismatch": "The TLS connection was aborted due to version or cipher mismatch",
  "tls.bad_client_auth_cert": "The TLS connection was aborted due to invalid client certificate",
  "tls.cert.name_invalid": "The TLS connection was aborted due to invalid name",
  "tls.cert.date_invalid": "The TLS connection was aborted due to invalid certificate date",
  "tls.cert.authority_invalid": "The TLS connection was aborted due to invalid issuing authority",
  "tls.cert.invalid": "The TLS connection was aborted due to invalid certificate",
  "tls.cert.revoked": "The TLS connection was aborted due to revoked server certificate",
  "tls.cert.pinned_key_not_in_cert_chain": "The TLS connection was aborted due to a key pinning error",
  "tls.protocol.error": "The TLS connection was aborted due to a TLS protocol error",
  "tls.failed": "The TLS connection failed due to reasons not covered by previous errors",
  "http.protocol.error": "The connection was aborted due to an HTTP protocol error",
  "http.response.invalid":
    "Response is empty, has a content-length mismatch, has improper encoding, and/or other conditions that prevent user agent from processing the response",
  "http.response.redirect_loop": "The request was aborted due to a detected redirect loop",
  "http.failed": "The connection failed due to errors in HTTP protocol not covered by previous errors",
  abandoned: "User aborted the resource fetch before it is complete",
  unknown: "error type is unknown",
};

export function nelMessage(body: JsonObject): string {
  const { type, status_code: status } = body;
  const name = typeof type === "string" ? type : "unknown";
  if (name === "ok") return "Request succeeded";
  if (name === "http.error")
    return `The user agent successfully received a response, but it had a ${typeof status === "number" ? status : "4xx or 5xx"} status code`;
  return Object.hasOwn(messages, name) ? (messages[name] ?? name) : name.slice(0, 200);
}

/**
 * How a survivor's number reaches the server without ever being text in it: {@link org.stillcall.vault.CallKeys}
 * issues a
 * key for one call, the caller's device seals the number to it (a compact JWE: ECDH-ES on X25519, A256GCM, RFC 7518 and
 * RFC 8037), and the server opens it into off-heap memory.
 *
 * <p>Promises: private keys, shared secrets, content keys and the number stand in off-heap memory only and are
 * overwritten when used, when their time is over and at shutdown; a key serves once. Never: writes to disk, logs,
 * tells a
 * caller more about a refusal than its kind. What stays on the heap: ciphertext, headers, public keys. Who runs it: any
 * thread. Limits: {@link org.stillcall.base.Limits}.
 */
@NullMarked
package org.stillcall.vault;

import org.jspecify.annotations.NullMarked;

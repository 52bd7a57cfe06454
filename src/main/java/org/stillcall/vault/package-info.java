/**
 * What seals and what forgets. {@link org.stillcall.vault.CallKeys}: how a survivor's number reaches the server without
 * ever being text in it; a key is issued for one call, the caller's device seals the number to it (a compact JWE:
 * ECDH-ES on X25519, A256GCM, RFC 7518 and RFC 8037), and the server opens it into off-heap memory.
 * {@link org.stillcall.vault.KeyTable}: the keys of everything personal that lasts, one for each row, in a table on the
 * disk under a root key that changes with every change; a row whose key is destroyed opens nowhere again.
 * {@link org.stillcall.vault.ReceiptLog}: that something was destroyed or changed, and in which hour, in a signed log
 * that names nobody and that {@link org.stillcall.vault.LogCheck} checks with the public key alone.
 *
 * <p>Promises: private keys, shared secrets, content keys, the keys of the table, root keys and the number stand in
 * off-heap memory only and are overwritten when used, when their time is over and at shutdown; a call key serves once;
 * when destroying has returned, the key is neither in memory nor on the disk, and no copy of the table from before
 * opens with what is there now; a crash at any step leaves the table from before or after it; time never goes back.
 * Never: logs, tells a caller more about a refusal than its kind, writes a key to the disk unsealed save the root (in
 * its own file, or wrapped by a token), takes damaged files for empty ones. What stays on the heap: ciphertext,
 * headers, public keys, names of keys, and the texts of rows, which their readers need there. Who runs it: any thread;
 * the key table is written by a thread of its own. Limits: {@link org.stillcall.base.Limits}; what file systems and
 * disks keep by themselves (docs/decisions/030-key-table.md).
 */
@NullMarked
package org.stillcall.vault;

import org.jspecify.annotations.NullMarked;

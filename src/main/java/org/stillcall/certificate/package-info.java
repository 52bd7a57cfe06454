/**
 * The certificate that the console shows on the network: read from files, issued by an authority of our own, or ordered
 * from one by ACME (RFC 8555); renewed while the server runs.
 *
 * <p>Promises: keys stand in files that only the server's user may read, written whole or not at all; a certificate
 * is shown only while it is good and only to those who ask by a configured name; a renewal that fails leaves the old
 * one in use and says so; our own authority cannot speak for any other name, and the key that could have widened it
 * is never stored. Never: logs a name, an address or another server's words. Who runs it: one thread renews ({@link
 * org.stillcall.certificate.Renewals}); handshakes read from any thread. Limits: {@code Limits.CERTIFICATE_NAMES},
 * {@code Limits.CERTIFICATE_FILE_BYTES}.
 */
@NullMarked
package org.stillcall.certificate;

import org.jspecify.annotations.NullMarked;

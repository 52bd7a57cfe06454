/**
 * SIP as the product needs it: messages in off-heap memory, transactions and dialogs as pure tables, digest, the
 * registrar and the transports. A user agent on both sides, never a proxy.
 *
 * <p>Promises: what it sends is composed from values that the product owns; a number in a message lives in off-heap
 * blocks that are masked when the call ends and zeroed when they are given back. Never: copies a peer's header into a
 * message of another leg, follows a redirection, or puts a peer's text into a log or a {@code String}. Who runs it: one
 * {@link org.stillcall.base.Loop}; nothing here is for two threads at once unless a type says so. Limits:
 * {@link org.stillcall.base.Limits}.
 */
@NullMarked
package org.stillcall.sip;

import org.jspecify.annotations.NullMarked;

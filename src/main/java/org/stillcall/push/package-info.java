/**
 * Wakes a page that sleeps by a push message of the browser's maker (RFC 8030), without a word in it.
 *
 * <p>Promises: nothing is sent but that this server wants the device to wake; the service learns when, from where and
 * the contact that the host configured. Only HTTPS, and never to an address inside a network of ours. Never: a body, a
 * caller, a person, a programme. Who runs it: any thread that may wait. Limits: five seconds for each step of a
 * connection; of an answer its status alone.
 *
 * <p>And tells a receiver that the host chose, in any network of theirs, that a topic has another colour: two words and
 * the secret that the receiver knows us by. Of each topic one waits.
 */
@NullMarked
package org.stillcall.push;

import org.jspecify.annotations.NullMarked;

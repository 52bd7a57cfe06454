/**
 * The audio of a call: a relay that re-makes RTP and RTCP in both directions, a mix where three talk, the session
 * descriptions (SDP) that set it up, secure RTP keyed by SDP or by DTLS, browsers' ICE, keypad digits, prompts and
 * tones, and a guess, by ear, of whether a person or a machine answered.
 *
 * <p>Promises: whatever leaves a leg is made here. Source identifiers, sequence numbers, timestamps, markers, control
 * reports and every byte of a session description are our own, new and random for each leg; only the coded audio of
 * PCMU and PCMA passes, and digits pass as digits. A leg listens to the peer that signalling named and to nobody else;
 * a stranger's packets are counted and dropped, never heard, never answered. A browser counts from an address once a
 * STUN check from there proved that it knows its leg's password, and sound goes once DTLS proved its certificate.
 * Never: keeps a text of the peer, forwards a control packet, records a call (a caller's message goes, second by
 * second, into a {@link org.stillcall.media.Recorder}'s hands and is not kept here), transcodes beyond the two laws of
 * G.711, blocks its caller.
 *
 * <p>Who runs it: one media thread of {@link org.stillcall.media.MediaEngine} owns the packets, a second one opens and
 * closes sockets, each browser's DTLS association has a virtual thread; the switch calls from any thread and its
 * listeners are called on the executor that it passed. Limits: {@link org.stillcall.media.MediaSettings} and
 * {@link org.stillcall.media.BrowserSettings} (ports), {@link org.stillcall.media.MediaLimits} (sizes).
 */
@NullMarked
package org.stillcall.media;

import org.jspecify.annotations.NullMarked;

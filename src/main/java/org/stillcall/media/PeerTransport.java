package org.stillcall.media;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's session description says of how its audio travels.
 *
 * @param name what it calls itself in ICE ({@code a=ice-ufrag}), or null
 * @param digests the SHA-256 digests of its certificates; weaker and other ones are passed over
 * @param active whether it would begin the DTLS handshake
 * @param muxed whether it takes RTP and RTCP on one port
 * @param mid its number for the section where that is a number below 1000, or -1
 */
record PeerTransport(byte @Nullable [] name, List<byte[]> digests, boolean active, boolean muxed, int mid) {}

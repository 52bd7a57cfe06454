package org.stillcall.media;

/**
 * What the engine counted since it started, for metrics; all but the first two only grow.
 *
 * @param legs open now
 * @param socketPairs open now, in use, resting or in stock
 * @param opened legs opened
 * @param exhausted legs refused for want of a port pair
 * @param heard audio and digit packets accepted from peers
 * @param sent audio and digit packets sent
 * @param strangers packets dropped because their source is not the peer
 * @param malformed packets dropped because they are no RTP or RTCP that we take
 * @param forged packets dropped because their authentication failed or they were repeated
 * @param unsent packets that the system did not take
 */
public record MediaCounts(
        long legs,
        long socketPairs,
        long opened,
        long exhausted,
        long heard,
        long sent,
        long strangers,
        long malformed,
        long forged,
        long unsent) {}

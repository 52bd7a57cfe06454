package org.stillcall.turn;

/**
 * What was counted so far.
 *
 * @param connections open now
 * @param allocations there now
 * @param allocated begun so far
 * @param turnedAway connections that were one too many
 * @param late connections closed because a handshake, a proof or reading what we sent took too long
 * @param unproved requests without the right credentials, beyond the first of each connection
 * @param forbidden requests for another peer than ours
 * @param malformed messages that are none, or come at the wrong time
 * @param dropped packets that a slow client, or one that sends too many, lost
 */
public record TurnCounts(
        int connections,
        int allocations,
        long allocated,
        long turnedAway,
        long late,
        long unproved,
        long forbidden,
        long malformed,
        long dropped) {}

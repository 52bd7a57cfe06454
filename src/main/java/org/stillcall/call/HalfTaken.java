package org.stillcall.call;

/**
 * What a person accepted a call with.
 *
 * @param half is answered, and heard
 * @param phone at which it is
 * @param name by which a page of theirs knows the call
 */
record HalfTaken(NearHalf half, NearPhone phone, String name) implements Ringer.Accepted {
    @Override
    public String toString() {
        return "HalfTaken";
    }
}

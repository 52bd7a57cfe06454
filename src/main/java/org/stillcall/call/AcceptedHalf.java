package org.stillcall.call;

/**
 * The half of a person who accepted a caller: heard, and nobody's yet.
 *
 * @param name by which its page knows the call: the name of the call from then on
 */
record AcceptedHalf(NearHalf half, NearPhone phone, String name, Runnable leaves) implements Ringer.Accepted {
    @Override
    public void leave() {
        leaves.run();
    }

    @Override
    public String toString() {
        return "AcceptedHalf";
    }
}

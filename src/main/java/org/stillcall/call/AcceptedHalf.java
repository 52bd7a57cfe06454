package org.stillcall.call;

import java.util.List;
import org.stillcall.base.Label;

/**
 * The half of a person who accepted a caller: heard, and nobody's yet.
 *
 * @param name by which its page knows the call: the name of the call from then on
 * @param phones names of configured phones that are theirs
 */
record AcceptedHalf(NearHalf half, NearPhone phone, String name, List<Label> phones, Runnable leaves)
        implements Ringer.Accepted {
    @Override
    public void leave() {
        leaves.run();
    }

    @Override
    public String toString() {
        return "AcceptedHalf";
    }
}

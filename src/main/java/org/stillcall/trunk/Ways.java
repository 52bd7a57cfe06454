package org.stillcall.trunk;

import java.util.HashSet;
import java.util.Set;
import org.stillcall.base.Label;
import org.stillcall.plan.Identity;

/**
 * Which ways of calling are closed: a trunk and what a call by it shows. Whatever nobody tests is open, as it was set
 * up; whatever is tested is closed until a test call was right. Belongs to the switch's loop.
 */
public final class Ways {
    private final Set<Way> closed = new HashSet<>();

    /** One of them. */
    public record Way(Label trunk, Identity mode) {}

    public boolean isOpen(Way way) {
        return !closed.contains(way);
    }

    public void close(Way way) {
        closed.add(way);
    }

    public void open(Way way) {
        closed.remove(way);
    }

    @Override
    public String toString() {
        return "Ways";
    }
}

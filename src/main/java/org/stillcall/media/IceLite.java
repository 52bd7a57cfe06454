package org.stillcall.media;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side of ICE that only answers (RFC 8445 sections 2.5, 7.3, 8.2, 9), for one leg: its credentials, the paths on
 * which the browser proved itself, and the one to send on. Media thread only.
 *
 * <p>Which one: the browser nominates. Among paths nominated at nearly one moment the highest priority counts, as
 * browsers that nominate all they try mean it; a nomination that comes a while after the last of the selected path
 * moves the call, as browsers mean it whose network changed. One under newer credentials always wins: that ends an ICE
 * restart. When a selected path is not checked any more and another nominated one is, the call goes there.
 */
final class IceLite {
    /** Nominations within this time are one choice: the highest priority counts. */
    private static final long ONE_CHOICE_NANOS = 1_000_000_000L;
    /** A path not checked for this long gives way to another that is; browsers check every 2.5 s or oftener. */
    private static final long STALE_NANOS = 6_000_000_000L;

    private final long consentNanos;
    private final List<IcePath> paths = new ArrayList<>(2);
    private @Nullable Name current;
    private @Nullable Name previous; // until a path is nominated under the current one
    private @Nullable IcePath selected;
    private boolean expired;

    private static final class Name {
        final IceName name;
        final StunKey key;
        final int number;

        Name(IceName name, int number) {
            this.name = name;
            this.key = name.key();
            this.number = number;
        }
    }

    IceLite(long consentNanos) {
        this.consentNanos = consentNanos;
    }

    /** Takes new credentials; those before serve until a path is nominated under these. */
    void restart(IceName name) {
        Name before = current;
        if (before == null || before.name != name) {
            previous = before;
            current = new Name(name, before == null ? 1 : before.number + 1);
        }
    }

    /** The oldest name under which checks are still taken, or -1. */
    long oldest() {
        Name first = previous != null ? previous : current;
        return first == null ? -1 : first.name.bits;
    }

    private @Nullable Name named(long bits) {
        Name now = current;
        if (now != null && now.name.bits == bits) {
            return now;
        }
        Name before = previous;
        return before != null && before.name.bits == bits ? before : null;
    }

    /** The newest name, or -1. */
    long newest() {
        Name last = current;
        return last == null ? -1 : last.name.bits;
    }

    /**
     * The key under which a check is genuine, or null; the check stands at its USERNAME, which begins with our name.
     */
    @Nullable
    StunKey genuine(StunReader check, long bits) {
        Name name = named(bits);
        return name != null && check.valueIs(name.name.username()) && check.genuine(name.key) ? name.key : null;
    }

    /** The path of that address, if the browser proved itself there. */
    @Nullable
    IcePath path(BrowserGate gate, InetSocketAddress address) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).is(gate, address)) {
                return paths.get(i);
            }
        }
        return null;
    }

    /** The path that has to go for another one, or null while there is room. */
    @Nullable
    IcePath surplus() {
        if (paths.size() < MediaLimits.ICE_PATHS) {
            return null;
        }
        IcePath oldest = null;
        for (IcePath path : paths) {
            if (path != selected && (oldest == null || path.checkedAt - oldest.checkedAt < 0)) {
                oldest = path;
            }
        }
        return oldest;
    }

    void add(IcePath path) {
        paths.add(path);
    }

    void remove(IcePath path) {
        paths.remove(path);
    }

    /** Notes a genuine check on a path; {@code nominates} with USE-CANDIDATE. */
    void checked(IcePath path, long bits, boolean nominates, int priority, long now) {
        path.checkedAt = now;
        Name name = named(bits);
        if (nominates && name != null) {
            nominated(path, name, priority & 0xffffffffL, now);
        }
        IcePath to = target();
        expired &= to == null || now - to.checkedAt > consentNanos;
    }

    private void nominated(IcePath path, Name name, long priority, long now) {
        path.nomination = Math.max(path.nomination, name.number);
        path.priority = priority;
        path.nominatedAt = now;
        IcePath before = selected;
        if (before == null
                || before.nomination < path.nomination
                || before.nomination == path.nomination
                        && (priority > before.priority || now - before.nominatedAt > ONE_CHOICE_NANOS)) {
            selected = path;
        }
        if (name == current) {
            previous = null;
        }
    }

    /** Where to send: the selected path, before there is one that checked last; null when there is none. */
    @Nullable
    IcePath target() {
        IcePath to = selected;
        if (to != null) {
            return to;
        }
        for (int i = 0; i < paths.size(); i++) {
            IcePath path = paths.get(i);
            to = to == null || path.checkedAt - to.checkedAt > 0 ? path : to;
        }
        return to;
    }

    /** Where audio may be sent: as {@link #target}, but null once consent has expired (RFC 7675 section 5.1). */
    @Nullable
    IcePath consented() {
        return expired ? null : target();
    }

    /** Looks after the time; returns a path that was not checked for too long, to be removed, or null. */
    @Nullable
    IcePath tend(long now) {
        IcePath from = selected;
        if (from != null && now - from.checkedAt > STALE_NANOS) {
            selected = fresher(from, now);
        }
        IcePath to = target();
        expired = to != null && now - to.checkedAt > consentNanos;
        for (int i = 0; i < paths.size(); i++) {
            IcePath path = paths.get(i);
            if (path != to && now - path.checkedAt > consentNanos) {
                return path;
            }
        }
        return null;
    }

    private IcePath fresher(IcePath than, long now) {
        IcePath best = than;
        for (IcePath path : paths) {
            boolean checked = path.nomination >= than.nomination && now - path.checkedAt <= STALE_NANOS;
            if (checked && (best == than || path.nominatedAt - best.nominatedAt > 0)) {
                best = path;
            }
        }
        return best;
    }

    /** Whether the browser's consent has expired. */
    boolean expired() {
        return expired;
    }

    List<IcePath> paths() {
        return paths;
    }
}

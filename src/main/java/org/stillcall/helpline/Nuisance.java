package org.stillcall.helpline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;

/**
 * What keeps nuisance calls from those who need the line (P7): numbers that an advocate has refused for a while, too
 * many calls of one number, a wave of calls. Nobody is refused or asked more because they keep their number: a caller
 * without one is never known again here. Loop thread only.
 */
final class Nuisance {
    private static final long MINUTE = 60_000;
    /** From an advocate's word until the same number is let in again. */
    static final Duration REFUSED_FOR = Duration.ofMinutes(30);

    private final Tokens tokens;
    private final Loop loop;
    private final Deque<Kept> blocked = new ArrayDeque<>();
    private final Deque<Kept> lately = new ArrayDeque<>();
    private final Deque<Long> calls = new ArrayDeque<>();

    private record Kept(Token token, long until) {}

    Nuisance(Tokens tokens, Loop loop) {
        this.tokens = tokens;
        this.loop = loop;
    }

    /** Somebody calls; false when they are refused. */
    boolean letsIn(@Nullable Token caller) {
        tidy();
        if (caller != null && isRefused(caller)) {
            return false;
        }
        if (calls.size() >= Limits.CALLS_REMEMBERED) {
            calls.removeFirst();
        }
        calls.addLast(loop.nowMillis() + MINUTE);
        if (caller != null) {
            keep(lately, Limits.CALLS_REMEMBERED, caller, Duration.ofMillis(MINUTE));
        }
        return true;
    }

    private boolean isRefused(Token caller) {
        long often = lately.stream().filter(one -> one.token().same(caller)).count();
        return often >= Limits.CALLS_A_MINUTE
                || blocked.stream().anyMatch(one -> one.token().same(caller));
    }

    /** How many called in the last minute. */
    int lastMinute() {
        tidy();
        return calls.size();
    }

    void refuse(Token caller) {
        keep(blocked, Limits.CALLERS_BLOCKED, caller, REFUSED_FOR);
    }

    private void keep(Deque<Kept> where, int most, Token caller, Duration time) {
        if (where.size() >= most) {
            where.removeFirst().token().close();
        }
        Token own = tokens.copy(caller);
        if (own != null) {
            where.addLast(new Kept(own, loop.nowMillis() + time.toMillis()));
            loop.after(time.toMillis(), this::tidy);
        }
    }

    /** What is over is overwritten at its time, not when somebody calls next. */
    private void tidy() {
        long now = loop.nowMillis();
        drop(blocked, now);
        drop(lately, now);
        while (!calls.isEmpty() && calls.getFirst() <= now) {
            calls.removeFirst();
        }
    }

    private static void drop(Deque<Kept> from, long now) {
        while (!from.isEmpty() && from.getFirst().until() <= now) {
            from.removeFirst().token().close();
        }
    }

    void forgetAll() {
        blocked.forEach(one -> one.token().close());
        lately.forEach(one -> one.token().close());
        blocked.clear();
        lately.clear();
    }

    @Override
    public String toString() {
        return "Nuisance";
    }
}

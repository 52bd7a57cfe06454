package org.stillcall.console;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Randomness;

/**
 * Browsers that may use the API without knowing the token, and the one-time codes that make a browser one of them. In
 * memory only. Threads may share it.
 */
final class Sessions {
    private record Code(String text, long until) {}

    private final Randomness randomness;
    private final LongSupplier nowMillis;
    private final ArrayDeque<Code> codes = new ArrayDeque<>();
    private final ArrayDeque<String> sessions = new ArrayDeque<>();

    Sessions(Randomness randomness, LongSupplier nowMillis) {
        this.randomness = randomness;
        this.nowMillis = nowMillis;
    }

    /** A new code; at the limit the oldest is forgotten. */
    synchronized String issueCode() {
        if (codes.size() == ApiLimits.CODES) {
            codes.removeFirst();
        }
        String code = randomness.token(128);
        codes.addLast(new Code(code, nowMillis.getAsLong() + ApiLimits.CODE_MILLIS));
        return code;
    }

    /** Uses a code up; whether it was one. */
    synchronized boolean redeem(String offered) {
        codes.removeIf(code -> nowMillis.getAsLong() - code.until >= 0);
        Iterator<Code> each = codes.iterator();
        while (each.hasNext()) {
            if (Constant.same(each.next().text, offered)) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** A new session's name, which is its only credential; at the limit the oldest ends. */
    synchronized String begin() {
        if (sessions.size() == ApiLimits.SESSIONS) {
            sessions.removeFirst();
        }
        String session = randomness.token(256);
        sessions.addLast(session);
        return session;
    }

    synchronized boolean known(@Nullable String offered) {
        return offered != null && sessions.stream().anyMatch(session -> Constant.same(session, offered));
    }

    synchronized void end(String offered) {
        sessions.removeIf(session -> Constant.same(session, offered));
    }
}
